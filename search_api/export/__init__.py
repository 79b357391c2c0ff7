"""The answer as a file: CSV, XLSX, JSONL, RIS, BibTeX; streamed, uncapped, sorted by id."""
