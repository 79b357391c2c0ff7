"""Which words are ranked by weight, and in which column of an index they stand: the same for every engine."""

from domain.analysis import is_cjk
from indexer.engines import columns

FIELDS: dict[str, float] = {"title": 0.5, "abstract": 1.0, "claims": 1.0, "description": 1.0}
"""Text fields whose words are ranked, and their weights."""


def column_of(name: str, term: str) -> str:
    """Return where a term of a field stands: stems of words in a column of their own, bigrams of Chinese among the words.

    >>> column_of("title", "batteri"), column_of("title", "电池")
    ('title__stems', 'title')
    """
    return name if is_cjk(term[0]) else name + columns.STEMS
