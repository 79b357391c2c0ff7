"""What the trade speaks of: filings, numbers, classes, parties, events, fields and queries, known to every package."""
