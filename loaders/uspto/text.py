"""Title, abstract, claims and description of a Red Book document.

Invariants: every paragraph of the description stands in exactly one section, in the order of the document; a claim is
one paragraph, and depends only on claims that its references name.
"""

import re
from functools import lru_cache

from domain.filings import Claim, Section
from domain.text import Text
from loaders.elements import (
    BLANK,
    BREAK,
    Element,
    attribute,
    children_with_text,
    every,
    first,
    inline,
    local,
    paragraphs,
)

_STARTS = dict.fromkeys(("tables", "ul", "ol", "dl", "pre"), BREAK) | dict.fromkeys(("maths", "title"), BLANK)
_ENDS = dict.fromkeys(("tables", "row", "li", "dt", "dd", "pre"), BREAK) | dict.fromkeys(
    ("entry", "br", "maths", "title", "chemistry", "img"), BLANK
)
_IN_CLAIMS = dict.fromkeys((*_STARTS, *_ENDS, "claim-text"), BLANK)
_CONTAINERS = frozenset({
    "description-of-drawings", "technical-field", "background-art", "disclosure", "summary-of-invention", "best-mode",
    "mode-for-invention", "industrial-applicability", "detailed-description", "brief-description-of-drawings",
})  # fmt: skip
_MARK = re.compile(r'description="([^"]*)"')
_LAST = 5_000
"""No range of claims ends beyond this: a longer one is a misprint."""
_NUMBER = re.compile(r"\d+")
_PREFIX = re.compile(r"(\d+)\s*\.\s+(?=\S)")
_RANGE = re.compile(r"(\d+)\s*(?:-|–|—|to|through)\s*(\d+)")


def title(biblio: Element, lang: str) -> tuple[Text, ...]:
    """Return the title, its inline markup as text."""
    found = first(biblio, "invention-title")
    text = inline(found) if found is not None else ""
    return (Text(lang, text),) if text else ()


def abstract(root: Element, lang: str) -> tuple[Text, ...]:
    """Return the abstract, one line for each paragraph."""
    text = "\n".join(paragraphs(one) for one in every(root, "abstract"))
    return (Text(lang, text),) if text else ()


def claims(root: Element, lang: str) -> tuple[Claim, ...]:
    """Return the claims with their numbers and the claims that they refer to."""
    found: list[Claim] = []
    for group in every(root, "claims"):
        referring = _references(group)
        for claim, text in children_with_text(group, _IN_CLAIMS, _IN_CLAIMS):
            if not text or local(claim) != "claim":
                continue
            number = _number(claim, len(found) + 1)
            said = _PREFIX.match(text)
            if said and int(said[1]) == number:
                text = text[said.end() :]
            named = referring.get(claim)
            depends_on = tuple(sorted(named - {number})) if named else ()
            found.append(Claim(lang=lang, number=number, text=text, depends_on=depends_on))
    return tuple(found)


def _number(claim: Element, place: int) -> int:
    """Return the number of a claim; a run of cancelled claims (``00001-00005``) has that of its first."""
    for name in ("num", "id"):
        digits = _NUMBER.search(attribute(claim, name) or "")
        if digits and int(digits[0]):
            return int(digits[0])
    return place


def _references(group: Element) -> dict[Element, set[int]]:
    """Return the numbers of the claims that each claim refers to."""
    found: dict[Element, set[int]] = {}
    for reference in every(group, ".//claim-ref"):
        claim = reference.getparent()
        while claim.tag != "claim" and claim is not group:
            claim = claim.getparent()
        found.setdefault(claim, set()).update(_named(attribute(reference, "idref") or "", reference.text or ""))
    return found


@lru_cache(maxsize=8192)
def _named(idref: str, text: str) -> tuple[int, ...]:
    """Return the numbers that one reference names, by its ids and by a range in its text.

    >>> _named("CLM-00003 CLM-00001", "claims 3 and 1"), _named("CLM-00002", "claims 2 to 4"), _named("CLM-00009", "claim 9")
    ((1, 3), (2, 3, 4), (9,))
    """
    found = {int(digits) for digits in _NUMBER.findall(idref)}
    spread = _RANGE.search(text)
    if spread and int(spread[1]) < int(spread[2]) <= _LAST:
        found.update(range(int(spread[1]), int(spread[2]) + 1))
    return tuple(sorted(found))


class _Sections:
    """Gathers paragraphs under the heading that stands above them."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self.done: list[Section] = []
        self.heading: str | None = None
        self.level = 0
        self.marked = False
        self.lines: list[str] = []

    def close(self) -> None:
        if self.lines or (self.heading and not self.marked):
            self.done.append(Section(lang=self.lang, heading=self.heading, text="\n".join(self.lines)))
        self.heading, self.lines, self.level, self.marked = None, [], 0, False

    def open(self, heading: str, level: int) -> None:
        """Start a section; a heading straight below another, no higher than it, is named with it."""
        above = self.heading if not self.lines and not self.marked and 0 < self.level <= level else None
        if above:
            self.heading, self.level = f"{above}: {heading}", level
            return
        self.close()
        self.heading, self.level = heading, level

    def mark(self, instruction: str) -> None:
        """Start a section that an instruction marks; a heading that follows at once names it instead."""
        named = _MARK.search(instruction)
        if self.heading and not self.lines and not self.marked:
            return
        if named and 'end="lead"' in instruction and "in-line" not in named[1].lower():
            self.close()
            self.heading, self.marked = named[1], True


def description(root: Element, lang: str) -> tuple[Section, ...]:
    """Return the description, cut at its headings and, where it has none, at the instructions that mark its parts."""
    sections = _Sections(lang)
    for one in every(root, "description"):
        _gather(one, sections)
    sections.close()
    return tuple(sections.done)


def _gather(el: Element, sections: _Sections) -> None:
    for child, text in children_with_text(el, _STARTS, _ENDS):
        tag = child.tag
        if tag == "heading":
            if text:
                level = attribute(child, "level") or ""
                sections.open(text.replace("\n", " "), int(level) if level.isdecimal() else 1)
        elif tag in _CONTAINERS:
            _gather(child, sections)
        elif not isinstance(tag, str):
            sections.mark(child.text or "")
        elif text:
            sections.lines.append(text)
