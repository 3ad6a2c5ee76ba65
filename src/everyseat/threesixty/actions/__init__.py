"""Actions of the 360: one function per verb, each in one transaction."""
