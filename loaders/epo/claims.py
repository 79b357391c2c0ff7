"""The claims that a claim of a European publication refers to, told by its words in English, German or French.

Invariants: a claim refers only to claims before it; ``the preceding claims`` are all of them; a number after a comma
counts only where the list goes on or the sentence does (``claim 1, 2 mm`` refers to claim 1 alone).
"""

import re

_WORD = r"(?:claims?|(?:patent)?anspr[uü]ch\w*|revendications?)"
_NUMBER = r"\d{1,3}(?!\d)"
_ON = (
    r"(?=\s*(?:[,;.:)]|and\b|or\b|to\b|und\b|oder\b|bis\b|et\b|ou\b|à|-|–|wherein|where|in\s|which|characteri|further|"
    r"wobei|dadurch|bei\s|in\s|dans|caract|comp|$))"
)
_LINK = r"(?:and/or|und/oder|et/ou|and|or|to|through|und|oder|bis|et|ou|à|&|-|–)"
_AGAIN = rf"(?:(?:the|of|any|one|nach|einem|der|den|la|les|l'une|des|in|according|gemäß|selon)\s+)*(?:{_WORD}\s+)?(?:n[o°r]s?\.?\s*)?"
_LIST = re.compile(
    rf"\b{_WORD}\s*(?:n[o°r]s?\.?\s*)?({_NUMBER}(?:\s*,?\s*{_LINK}\s*{_AGAIN}{_NUMBER}|\s*[,;]\s*{_AGAIN}{_NUMBER}{_ON})*)",
    re.IGNORECASE,
)
_SPAN = re.compile(r"(\d+)(?:\s*(?:to|through|bis|à|-|–)\s*(?:[^\d,;]{0,12})?(\d+))?", re.IGNORECASE)
_ALL_BEFORE = re.compile(
    rf"\b(?:preceding|previous|foregoing|above|precedent)\s+{_WORD}"
    r"|\b(?:vorstehend|vorhergehend|vorangegangen|vorangehend|voranstehend|vorgenannt|vorig)\w*\s+(?:patent)?anspr[uü]ch"
    r"|\brevendications?\s+(?:qui\s+)?précéd"
    r"|\bprécédentes?\s+revendications?",
    re.IGNORECASE,
)


def depends_on(text: str, number: int) -> tuple[int, ...]:
    """Return the numbers of the claims that claim ``number`` refers to, ascending.

    >>> depends_on("A process according to one or more of claims 1 to 3 which", 5), depends_on("A device.", 2)
    ((1, 2, 3), ())
    >>> depends_on("Vorrichtung nach Anspruch 1, 2 oder 3, wobei", 4), depends_on("Appareil selon la revendication 1", 2)
    ((1, 2, 3), (1,))
    >>> depends_on("selon l'une quelconque des revendications précédentes", 3)
    (1, 2)
    """
    text = " ".join(text.split())
    found: set[int] = set()
    if _ALL_BEFORE.search(text):
        found.update(range(1, number))
    for group in _LIST.finditer(text):
        for span in _SPAN.finditer(group[1]):
            first = int(span[1])
            last = int(span[2]) if span[2] else first
            found.update(range(first, min(last, number - 1) + 1))
    return tuple(sorted(one for one in found if 0 < one < number))
