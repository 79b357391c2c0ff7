"""The features of a draft: its first claim cut where its elements part, or its sentences where it holds no claim.

Invariants: at most ``MOST_FEATURES``, none longer than a passage; what only joins (comprising, 其特征在于) is no feature.
"""

import re
from dataclasses import dataclass

from domain.filings import Filing

MOST_FEATURES = 20
LONGEST_FEATURE = 1_200
_SHORTEST, _SHORTEST_HAN = 6, 2
_LONG, _LONG_HAN = 240, 90
"""Characters above which an element is cut again, at its commas."""
_HEADING = re.compile(
    r"^\W*(?:the )?(?:claims?|patent claims|(?:what|that which) is claimed(?: is)?|(?:i|we) claim|权利要求书?)\W*$",
    re.IGNORECASE | re.MULTILINE,
)
_FIRST = re.compile(r"^\s*(?:claim\s*|权利要求\s*)?1\s*[.)．、:：]\s*(?=\D)", re.IGNORECASE | re.MULTILINE)
_SECOND = re.compile(r"^\s*(?:claim\s*|权利要求\s*)?2\s*[.)．、:：]\s*(?=\D)", re.IGNORECASE | re.MULTILINE)
_SPOKEN = re.compile(
    r"compris|consist|wherein|characteri[sz]ed|\bincluding\b|\bhaving\b|包括|包含|其特征|所述|组成", re.IGNORECASE
)
_OPENING = re.compile(
    r"[,，]?\s*(?:(?:which|that|and)\s+)?\b(?:comprising|comprises|consisting(?: essentially)? of|including|includes|"
    r"characteri[sz]ed (?:in that|by)|wherein the improvement compris\w+)\b"
    r"(?:\s+(?:the\s+)?(?:following\s+)?(?:steps|acts|elements)(?:\s+of)?|\s+the following)?\s*[:,，]?\s*"
    r"|[,，]?\s*其?特征(?:在于|是)\s*[,，:：]?\s*(?:(?:它|其|该\w{1,8})?(?:包括|包含)(?:以下|如下|下列)?(?:步骤|组分|部分)?\s*[:：]?\s*)?"
    r"|[,，]?\s*(?:包括|包含)(?:以下|如下|下列)?(?:步骤|组分|部分)?\s*[:：]\s*",
    re.IGNORECASE,
)
_ELEMENTS = re.compile(r"[;；\n]+|(?<=[。.!?！？])\s+(?=\S)|(?<=[。！？])(?=\S)")
_COMMAS = re.compile(r"[,，]\s*(?=(?:and\s+)?(?:wherein|whereby|said|the|each|a|an|with)\b|所述|其中|该|每个|并|且)")
_LEAD = re.compile(
    r"^\s*(?:(?:[(（]\s*(?:[0-9]{1,3}|[a-z])\s*[)）]|(?:[0-9]{1,3}|[a-z]|S\d{1,3}|步骤\s*[0-9一二三四五六七八九十]{1,3})\s*[)）.、．:：])\s*"
    r"|[-–•]\s*|(?:and(?:\s+wherein)?|wherein|whereby)\b\s*,?\s*|以及|和(?=所述)|其特征在于[,，:：]?)",
    re.IGNORECASE,
)
_NUMERALS = re.compile(r"\s?[(（]\d{1,4}[A-Za-z]?(?:\s?[,，、]\s?\d{1,4}[A-Za-z]?)*[)）]")


@dataclass(frozen=True, slots=True)
class Features:
    """The features and where they come from."""

    texts: tuple[str, ...]
    claim: bool


def features_of_filing(filing: Filing) -> Features:
    """Return the features of a filing's first independent claim, else of its abstract or title."""
    claim = next((one.text for one in filing.claims if not one.depends_on), None)
    if claim is not None:
        return Features(_of_claim(claim), True)
    said = next((one.text for one in (*filing.abstract, *filing.title)), "")
    return Features(_elements(said), False)


def features_of(text: str) -> Features:
    """Return the features of a draft.

    >>> features_of("1. A gate comprising: a hinge (12) made of steel; and a groove that the ebb rinses.")
    Features(texts=('A gate', 'a hinge made of steel', 'a groove that the ebb rinses'), claim=True)
    >>> features_of("1.一种闸门,其特征在于,包括：铰链(1)；以及凹槽,退潮水流冲洗所述凹槽。").texts
    ('一种闸门', '铰链', '凹槽,退潮水流冲洗所述凹槽')
    >>> features_of("The ebb rinses the hinge. Silt is kept away.")
    Features(texts=('The ebb rinses the hinge', 'Silt is kept away'), claim=False)
    """
    claim = _claim(text)
    return Features(_of_claim(claim), True) if claim else Features(_elements(text), False)


def _claim(text: str) -> str | None:
    """Return the first claim of a draft: what stands behind its number, after the heading where there is one."""
    heading = next(reversed(list(_HEADING.finditer(text))), None)
    start = heading.end() if heading else 0
    first = _FIRST.search(text, start) or _FIRST.search(text)
    if first is None:
        return _unnumbered(text, heading.end()) if heading else _single(text)
    second = _SECOND.search(text, first.end())
    claim = text[first.end() : second.start() if second else len(text)]
    return claim if _SPOKEN.search(claim) else None


def _unnumbered(text: str, start: int) -> str | None:
    claim = text[start:].strip()
    return claim if _SPOKEN.search(claim) else None


def _single(text: str) -> str | None:
    """Return a text that is one claim without its number."""
    return (
        text
        if "\n" not in text.strip() and len(re.findall(r"[.。]", text.strip())) <= 1 and _OPENING.search(text)
        else None
    )


def _of_claim(claim: str) -> tuple[str, ...]:
    opening = _OPENING.search(claim)
    body = f"{claim[: opening.start()]}\n{claim[opening.end() :]}" if opening else claim
    return _elements(body)


def _elements(text: str) -> tuple[str, ...]:
    found: list[str] = []
    for part in _ELEMENTS.split(text):
        for piece in _cut(_plain(part)):
            if len(piece) >= (_SHORTEST if piece.isascii() else _SHORTEST_HAN) or not found:
                found.append(piece[:LONGEST_FEATURE])
    return tuple(dict.fromkeys(one for one in found if any(map(str.isalnum, one))))[:MOST_FEATURES]


def _plain(part: str) -> str:
    """Return an element without its number, its reference signs and what only joins it."""
    text = _NUMERALS.sub("", part).strip()
    while (cut := _LEAD.sub("", text, count=1)) != text:
        text = cut
    return " ".join(text.split()).strip(" ,，;；:：.。")


def _cut(text: str) -> list[str]:
    """Return a long element in parts that begin at its commas, each of some length."""
    most = _LONG if text.isascii() else _LONG_HAN
    if len(text) <= most:
        return [text]
    parts: list[str] = []
    for piece in _COMMAS.split(text):
        if parts and len(parts[-1]) < most // 3:
            parts[-1] += ("，" if not piece.isascii() else ", ") + piece
        else:
            parts.append(piece)
    return [_plain(one) for one in parts]
