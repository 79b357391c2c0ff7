"""Texts of the lists pages."""

from domain.text import Wording

WORDS: dict[str, Wording] = {}
