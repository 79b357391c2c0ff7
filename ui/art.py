"""What a page says of prior art: letters of features, signs of the matrix, which documents cover what, why each was found."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from string import ascii_uppercase

from search_api.similar.passages import COVERED, PARTLY, Passage
from search_api.similar.prior_art import Art, ArtHit
from ui.rows import Row, row
from ui.wording import say

LETTERS = ascii_uppercase
_EXCERPT, _EXCERPT_HAN = 320, 150


@dataclass(frozen=True, slots=True)
class Cell:
    """How far a document speaks to a feature: full, part or none."""

    degree: str
    picked: bool


@dataclass(frozen=True, slots=True)
class Feature:
    """A row of the matrix."""

    letter: str
    text: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """A passage, cut to the part that speaks, with the letters of the features that it speaks to.

    ``elsewhere`` is the publication it stands in, where that is not the one shown.
    """

    letters: str
    lang: str
    text: str
    spans: tuple[tuple[int, int], ...]
    place: str
    elsewhere: str | None


@dataclass(frozen=True, slots=True)
class ShownHit:
    """A document as a page shows it."""

    tag: str
    hit: ArtHit
    row: Row
    picked: bool
    full: int
    part: int
    why: str
    said: tuple[Said, ...]


def shown_hits(art: Art, hits: Sequence[ArtHit], lang: str, tag: str = "D") -> list[ShownHit]:
    """Return documents as a page shows them, the nearest first."""
    tags = {one.fused.id: f"{tag}{at}" for at, one in enumerate(hits, 1)}
    return [
        ShownHit(
            tags[one.fused.id], one, row(one.filing, lang), one.filing.id in art.cover,
            sum(said.score >= COVERED for said in one.passages),
            sum(PARTLY <= said.score < COVERED for said in one.passages), _why(one, tags, lang),
            _together([_said(said, one, lang) for said in one.passages if said.score >= PARTLY]),
        )
        for one in hits
    ]  # fmt: skip


def matrix(art: Art) -> list[Feature]:
    """Return the rows of the coverage matrix."""
    return [
        Feature(LETTERS[at], text, tuple(Cell(degree(row[at] if row else 0.0), one.filing.id in art.cover)
                                         for one, row in zip(art.hits, art.coverage, strict=True)))
        for at, text in enumerate(art.features)
    ]  # fmt: skip


def degree(score: float) -> str:
    """Return how far a passage of this score speaks to its feature.

    >>> degree(0.6), degree(0.4), degree(0.1)
    ('full', 'part', 'none')
    """
    return "full" if score >= COVERED else "part" if score >= PARTLY else "none"


def covering(art: Art, lang: str) -> tuple[str, str]:
    """Return which documents cover the features: the finding, and what stands behind it."""
    tags = {one.filing.id: f"D{at}" for at, one in enumerate(art.hits, 1)}
    count = len(art.features)
    if not art.hits or not count:
        return say("art_none", lang), ""
    covered = [[LETTERS[at] for at, score in enumerate(row) if score >= COVERED] for row in art.coverage]
    most = max(range(len(covered)), key=lambda at: (len(covered[at]), -at))
    alone = say("art_alone", lang, tag=f"D{most + 1}", letters=_letters(covered[most], lang)) if covered[most] else ""
    if art.cover:
        named = _joined([tags[one] for one in art.cover], lang)
        key = "art_cover_one" if len(art.cover) == 1 else "art_cover"
        return say(key, lang, tags=named, count=count, documents=len(art.cover)), alone if len(art.cover) > 1 else ""
    left = [letter for letter in LETTERS[:count] if not any(letter in row for row in covered)]
    rest = say("art_left", lang, letters=_letters(left, lang)) if left else ""
    return say("art_no_cover", lang), " ".join(one for one in (alone, rest) if one)


def _letters(letters: Sequence[str], lang: str) -> str:
    return ("、" if lang == "zh" else ", ").join(letters)


def _joined(tags: Sequence[str], lang: str) -> str:
    if len(tags) == 1:
        return tags[0]
    return "、".join(tags) if lang == "zh" else f"{', '.join(tags[:-1])} and {tags[-1]}"


def _why(one: ArtHit, tags: dict[str, str], lang: str) -> str:
    """Return which lists found a document, and the documents that cite it or that it cites."""
    names = [say(f"list_{name}", lang) for name, _ in one.ranks if name != "citations"]
    linked = [tags.get(id, id) for id in one.fused.links]
    if linked:
        names.append(say("list_links", lang, tags=_letters(linked[:4], lang)))
    return _letters(names, lang)


def _said(said: Passage, one: ArtHit, lang: str) -> Said:
    place = say(f"place_{said.field}", lang, number=said.at)
    text, spans = excerpt(said.text, said.spans, _EXCERPT_HAN if said.lang in ("zh", "ja") else _EXCERPT)
    return Said(LETTERS[said.feature], said.lang, text, spans, place, said.id if said.id != one.filing.id else None)


def _together(said: Sequence[Said]) -> tuple[Said, ...]:
    """Join what is the same passage for several features."""
    found: dict[tuple[str, str, str | None], Said] = {}
    for one in said:
        key = (one.place, one.text, one.elsewhere)
        before = found.get(key)
        if before is None:
            found[key] = one
        else:
            spans = tuple(sorted({*before.spans, *one.spans}))
            found[key] = replace(before, letters=f"{before.letters} {one.letters}", spans=_joined_spans(spans))
    return tuple(found.values())


def _joined_spans(spans: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)


def excerpt(text: str, spans: Sequence[tuple[int, int]], most: int) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Return the stretch of a text, of about ``most`` characters, that holds most of its spans.

    >>> excerpt("a long way to the tide gate", ((18, 22), (23, 27)), 12)
    ('… tide gate', ((2, 6), (7, 11)))
    """
    if len(text) <= most:
        return text, tuple(spans)
    starts = [start for start, _ in spans] or [0]
    best = max(
        starts, key=lambda at: (sum(end - start for start, end in spans if at <= start and end <= at + most), -at)
    )
    start = 0 if best < most // 4 else best
    end = min(len(text), start + most)
    while end < len(text) and text[end].isascii() and text[end].isalnum():
        end += 1
    before, after = "… " if start else "", " …" if end < len(text) else ""
    moved = len(before) - start
    kept = tuple((max(a, start) + moved, min(b, end) + moved) for a, b in spans if a < end and b > start)
    return f"{before}{text[start:end]}{after}", kept
