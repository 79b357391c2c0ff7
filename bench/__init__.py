"""Measurements of IP Atlas, each a ratio against the bare peer in the same run, and the corpus that they read."""
