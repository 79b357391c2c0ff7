"""What a term of Chinese titles is called: the words around it that most of its titles have.

A phrase of three characters and more gives its last two as a term of their own, which read as a torn word (解液 of
电解液). The term stays what it is, and so do its count and its link; only what it is called is longer.
Invariants: a name never crosses a word that only joins (一种, 及其); the titles that are looked at do not depend on the
order in which an engine gives hits.
"""

from collections import Counter
from collections.abc import Sequence

import numpy as np

from domain.analysis import is_cjk
from domain.hits import Places
from domain.title_terms import phrases_of
from search_api.navigation.dimensions import Dimension
from search_api.navigation.frame import Flags, Frame

SHARE = 0.8
_TITLES, _LONGEST = 40, 12


def called(frame: Frame, by: Dimension, places: Sequence[int], texts: Sequence[str], among: Flags) -> dict[str, str]:
    """Return what terms are called by the titles of some hits; those that are called as they are written are left out."""
    if by.field.name != "title_terms":
        return {}
    torn = [
        (place, text) for place, text in zip(places, texts, strict=True) if len(text) == 2 and all(map(is_cjk, text))
    ]
    values, marks = by.values(frame), frame.hits.first("publication")
    chosen: list[Places] = []
    for place, _ in torn:
        hits = values.hits[values.places == place]
        hits = hits[among[hits]]
        chosen.append(hits[np.argsort(marks[hits], kind="stable")][:_TITLES])
    read = iter(frame.hits.read([int(one) for hits in chosen for one in hits]))
    found = {}
    for (_, text), hits in zip(torn, chosen, strict=True):
        filings = [filing for _, filing in zip(hits, read, strict=False)]
        titles = ["\n".join(phrases_of(one.text)) for filing in filings for one in getattr(filing, "title", ())]
        wide = widened(text, titles)
        if wide != text:
            found[text] = wide
    return found


def widened(term: str, titles: Sequence[str]) -> str:
    """Return the longest text around a term that most of the titles with the term have.

    >>> widened("解液", ["一种电解液", "锂电池电解液及其制备", "电解液", "非水电解液", "水解液"])
    '电解液'
    """
    having = [one for one in titles if term in one]
    least = SHARE * len(having)
    while having and len(term) < _LONGEST:
        longer: Counter[str] = Counter()
        for title in having:
            longer.update(_one_longer(title, term))
        best = max(longer, key=lambda one: (longer[one], one), default=None)
        if best is None or longer[best] < least:
            break
        term = best
    return term


def _one_longer(title: str, term: str) -> set[str]:
    """Return the texts of one character more around a term, as often as it stands in a title."""
    found, at = set(), title.find(term)
    while at >= 0:
        end = at + len(term)
        if at and is_cjk(title[at - 1]):
            found.add(title[at - 1 : end])
        if end < len(title) and is_cjk(title[end]):
            found.add(title[at : end + 1])
        at = title.find(term, at + 1)
    return found
