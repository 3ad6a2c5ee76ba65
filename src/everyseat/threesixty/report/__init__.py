"""A recipient's report: the numbers once, then a page and a PDF of the same numbers."""
