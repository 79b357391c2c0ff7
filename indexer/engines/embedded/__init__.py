"""The embedded engine: SQLite holds the records and is the truth, tantivy's index is derived from it."""
