"""An entry becomes tantivy's document."""

from array import array

import tantivy

from domain.fields import indexed_fields
from indexer.engines import columns
from indexer.engines.entries import Entry

_KINDS = {field.name: field.kind for field in indexed_fields()}
_token = tantivy.Token
_SIGNED = {name for name, kind in _KINDS.items() if kind in ("number", "date")}
_SIGNED |= {name + columns.YEAR for name, kind in _KINDS.items() if kind == "date"}
_SIGNED |= {columns.LIFE_FILED, columns.LIFE_START, columns.LIFE_END, columns.LIFE_SINCE, columns.LIFE_OVER}


def tantivy_document(made: Entry, num: int) -> tantivy.Document:
    """Return the entry as tantivy takes it; ``num`` is the record's number in the store."""
    result = tantivy.Document()
    result.add_unsigned(columns.NUM, num)
    for name, joined, raw in made.words:
        positions = array("I")
        positions.frombytes(raw)
        tokens = [_token(term, position, 0) for term, position in zip(joined.split(" "), positions, strict=True)]
        result.add_pre_tokenized_text(name, tantivy.PreTokenizedString("", tokens))
    for name, text in made.stems:
        result.add_text(name, text)
    for name, values in made.terms:
        for value in values:
            result.add_text(name, value)
    for name, number in made.integers:
        if name in _SIGNED:
            result.add_integer(name, number)
        else:
            result.add_unsigned(name, number)
    return result
