"""Nearest in meaning: a text as the query, its lists (words, vector, citations), and how they become one ranking."""
