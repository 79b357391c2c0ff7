"""Yearly tables as pages and as the white paper: what a table says, how it is drawn, how it is bound into a book."""
