"""Passages that speak to a query: the best paragraph of each field, cut to a readable length, with the places found.

Invariants: spans are code points of the passage as shown, ascending and apart; what is shown stands in the record
word for word, between ellipses where it was cut.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.engine import Highlight, Paragraph
from domain.fields import Field, field_named
from domain.filings import Filing
from indexer.engines.needles import Needle, Seen, Span, spans

_MOST = 3
_LENGTH = 280
_BEFORE = 60
_ELLIPSIS = "…"
_LIGHT = (
    "mark",
    "title",
    "product",
    "abstract",
    "goods",
    "statement",
    "area",
    "applicant",
    "proprietor",
    "inventor",
    "agent",
)
_HEAVY = ("claims", "description")
_FIELDS = {name: field for name in (*_LIGHT, *_HEAVY) if (field := field_named(name))}


@dataclass(slots=True)
class Found:
    """What was found in a record so far: passages, and the (field, needle) pairs that it holds."""

    highlights: list[Highlight]
    terms: list[tuple[str, str]]

    def missing(self, needles: Sequence[Needle]) -> list[Needle]:
        """Return the needles that no passage shows yet."""
        shown = {text for _, text in self.terms}
        return [one for one in needles if one.text not in shown]


def in_light(filing: Filing, needles: Sequence[Needle]) -> Found:
    """Look through the short fields."""
    return _look(Found([], []), filing, needles, _LIGHT, needles)


def in_heavy(filing: Filing, needles: Sequence[Needle], found: Found) -> Found:
    """Look through claims and description for what the short fields did not show."""
    return _look(found, filing, found.missing(needles), _HEAVY, needles)


def wants_heavy(needles: Sequence[Needle], found: Found) -> bool:
    """Tell whether claims or description may show what is still missing."""
    return any(one.fields.intersection(_HEAVY) for one in found.missing(needles))


def _look(
    found: Found, filing: Filing, wanted: Sequence[Needle], names: Sequence[str], shown: Sequence[Needle]
) -> Found:
    for name in names:
        asked = [one for one in wanted if name in one.fields]
        if not asked or filing.right not in _FIELDS[name].rights:
            continue
        best = _best(paragraphs_of(_FIELDS[name], filing), asked)
        if best is None:
            continue
        paragraph, read, found_there = best
        known = {id(one): places for one, places in zip(asked, found_there, strict=True)}
        also = [one for one in shown if name in one.fields]
        seen = [(one, known[id(one)] if id(one) in known else spans(one, read)) for one in also]
        found.terms += [(name, one.text) for one, places in seen if places and (name, one.text) not in found.terms]
        if len(found.highlights) < _MOST:
            marked = [place for _, places in seen for place in places]
            found.highlights.append(passage(name, paragraph, marked))
    return found


def paragraphs_of(field: Field, filing: Filing) -> list[Paragraph]:
    """Return a field's paragraphs; each value of a name is one."""
    values = field.read(filing)
    return [one if isinstance(one, Paragraph) else Paragraph("und", str(one)) for one in values]


def _best(paragraphs: Sequence[Paragraph], wanted: Sequence[Needle]) -> tuple[Paragraph, Seen, list[list[Span]]] | None:
    """Return the paragraph that holds most of what is wanted, the first of equals, and the places of each needle."""
    best: tuple[Paragraph, Seen, list[list[Span]]] | None = None
    best_score = (0, 0)
    for paragraph in paragraphs:
        read = Seen(paragraph.text, paragraph.lang)
        places = [spans(one, read) for one in wanted]
        score = (sum(1 for one in places if one), min(sum(map(len, places)), 9))
        if score > best_score:
            best, best_score = (paragraph, read, places), score
            if score[0] == len(wanted):
                break
    return best


def passage(field: str, paragraph: Paragraph, places: Sequence[Span]) -> Highlight:
    """Cut a paragraph around the first of its places, and move the places with it."""
    text = paragraph.text
    joined = _joined(places)
    if len(text) <= _LENGTH or not joined:
        return Highlight(field, paragraph.lang, text, joined)
    start = max(0, joined[0][0] - _BEFORE)
    end = min(len(text), start + _LENGTH)
    start = max(0, end - _LENGTH)
    start = _blank_after(text, start) if start else 0
    end = _blank_before(text, end) if end < len(text) else end
    end = max(end, joined[0][1])
    before, after = (_ELLIPSIS if start else ""), (_ELLIPSIS if end < len(text) else "")
    moved = tuple((one - start + len(before), last - start + len(before)) for one, last in joined if last <= end)
    return Highlight(field, paragraph.lang, before + text[start:end] + after, moved)


def _blank_after(text: str, at: int) -> int:
    """Return the next beginning of a word within twenty characters, ``at`` itself where there is none."""
    blank = text.find(" ", at, at + 20)
    return at if blank < 0 else blank + 1


def _blank_before(text: str, at: int) -> int:
    blank = text.rfind(" ", at - 20, at)
    return at if blank < 0 else blank


def _joined(places: Sequence[Span]) -> tuple[Span, ...]:
    """Return the places in order, overlapping and touching ones joined."""
    found: list[Span] = []
    for start, end in sorted(places):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return tuple(found)
