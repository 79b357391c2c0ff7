"""An entry becomes tantivy's document.

Invariant: terms stand at the positions that ``domain.analysis`` gives them. A sentence is one value, which tantivy cuts
at blanks, six times as fast as tokens that are handed over with a position each; between two values stands one term
more, which no query asks for, whose position moves the next value as far as the gap is wide.
"""

import re

import tantivy

from domain.analysis import PARAGRAPH_GAP, PARAGRAPH_MARK, SENTENCE_GAP, SENTENCE_MARK
from domain.fields import indexed_fields
from indexer.engines import columns
from indexer.engines.entries import Entry

_KINDS = {field.name: field.kind for field in indexed_fields()}
_SIGNED = {name for name, kind in _KINDS.items() if kind in ("number", "date")}
_SIGNED |= {name + columns.YEAR for name, kind in _KINDS.items() if kind == "date"}
_SIGNED |= {columns.LIFE_FILED, columns.LIFE_START, columns.LIFE_END, columns.LIFE_SINCE, columns.LIFE_OVER}
_MARKS = re.compile(f"([{SENTENCE_MARK}{PARAGRAPH_MARK}])")


def _gap(width: int) -> tantivy.PreTokenizedString:
    """Return the value between two others; tantivy leaves one position free on either side of it."""
    return tantivy.PreTokenizedString("", [tantivy.Token("␞", width - 3, 0)])


_GAPS = {SENTENCE_MARK: _gap(SENTENCE_GAP), PARAGRAPH_MARK: _gap(PARAGRAPH_GAP)}


def tantivy_document(made: Entry, num: int) -> tantivy.Document:
    """Return the entry as tantivy takes it; ``num`` is the record's number in the store."""
    result = tantivy.Document()
    result.add_unsigned(columns.NUM, num)
    for name, words in made.words:
        for piece in _MARKS.split(words):
            if piece in _GAPS:
                result.add_pre_tokenized_text(name, _GAPS[piece])
            else:
                result.add_text(name, piece)
    for name, text in made.stems:
        result.add_text(name, text)
    held = {name for name, _ in made.words} | {name for name, _ in made.stems}
    for name in columns.SCORED:
        if name not in held:
            result.add_text(name, columns.ABSENT)
    for name, values in made.terms:
        for value in values:
            result.add_text(name, value)
    for name, number in made.integers:
        if name in _SIGNED:
            result.add_integer(name, number)
        else:
            result.add_unsigned(name, number)
    return result
