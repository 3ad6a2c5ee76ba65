"""What people do in a 360: one function a verb, each one transaction."""
