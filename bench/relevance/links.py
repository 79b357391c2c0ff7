"""Links between American grants: which records are relevant to which, by the numbers of the files."""

import re
from collections.abc import Mapping
from pathlib import Path

from bench.relevance import corpus
from domain.filings import Filing

Links = dict[str, set[str]]


def number_of(filing: Filing) -> str:
    """Return the number by which links name a record."""
    return number_of_id(filing.id)


def number_of_id(id: str) -> str:
    """Return the number by which links name a record: without office, kind and padding."""
    return id.split("-")[1]


def links_of(path: Path, filings: Mapping[str, Filing]) -> Links:
    """Return the relevant records of each query; links to records outside the set are left out."""
    found: Links = {}
    for query, relevant in corpus.pairs(path):
        one, other = _plain(query), _plain(relevant)
        if one in filings and other in filings:
            found.setdefault(one, set()).add(other)
    return found


def _plain(number: str) -> str:
    """Return a number of a link as ids hold it.

    >>> _plain("07284838"), _plain("RE042066"), _plain("D0607201")
    ('7284838', 'RE42066', 'D607201')
    """
    found = re.fullmatch(r"([A-Z]*)0*(\d+)", number.strip())
    return found[1] + found[2] if found else number
