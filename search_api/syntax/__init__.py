"""The query language: text → tokens → tree → query, and back to canonical text and a sentence in both languages."""

from search_api.syntax.canonical import render
from search_api.syntax.limits import DEFAULT, Limits
from search_api.syntax.reading import Reading, parse
from search_api.syntax.sentences import sentence

__all__ = ["DEFAULT", "Limits", "Reading", "parse", "render", "sentence"]
