"""Collections of patents as JSON lines, one publication a line; see ``docs/sources/jsonl.md``."""
