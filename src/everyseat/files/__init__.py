"""Files in and out: reading the tables that people send us, and saying exactly what is wrong with
them; setting PDFs."""
