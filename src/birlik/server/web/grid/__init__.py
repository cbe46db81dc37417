"""The grid: a table of all records of a kind, edited as a spreadsheet is."""
