"""Texts of the reference pages."""

from domain.text import Wording

WORDS: dict[str, Wording] = {}
