"""How an analysis is shown: its chart, its finding in words, its table, its frame, and the report of all of them."""
