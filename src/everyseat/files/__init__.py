"""Reading the tables that people send us, and saying exactly what is wrong with them."""
