"""The questions that the measurements ask: seven kinds, in both languages, from the corpus's own vocabulary."""

from collections.abc import Iterator

from bench.corpus.dice import Dice
from bench.corpus.phrases import Technology, technologies

KINDS = ("term", "3-term AND", "5-term OR", "phrase", "prefix", "NEAR", "date and class")
FACETS = "office,published,applicant,ipc,status"
Pairs = list[tuple[str, str]]
_SEED = 97


def questions(kind: str, count: int) -> Iterator[Pairs]:
    """Yield the parameters of ``count`` different questions of a kind, every other one in Chinese."""
    for place in range(count):
        dice = Dice(_SEED, KINDS.index(kind), place)
        technology = dice.pick(technologies())
        yield _asked(kind, dice, technology, chinese=place % 2 == 1)


def filters(place: int) -> Pairs:
    """Return three active filters."""
    dice = Dice(_SEED, 20, place)
    first = 2008 + dice.below(8)
    return [
        ("f.published", f"{first}..{first + 6}"),
        ("f.office", dice.pick(("US", "CN", "EP"))),
        ("f.status", "in_force"),
    ]


def _asked(kind: str, dice: Dice, technology: Technology, *, chinese: bool) -> Pairs:
    words = _chinese_words(technology) if chinese else _english_words(technology)
    some = dice.some(words, 5)
    phrases = [row[0 if chinese else 1] for row in (*technology.effects, *technology.steps)]
    if kind == "term":
        return [("q", some[0])]
    if kind == "3-term AND":
        return [("q", " AND ".join(some[:3]))]
    if kind == "5-term OR":
        return [("q", " OR ".join(some))]
    if kind == "phrase":
        text = dice.pick(phrases)
        return [("q", f'"{text[:8]}"' if chinese else f'"{" ".join(text.split()[1:4])}"')]
    if kind == "prefix":
        return [("q", f"{some[0][: 2 if chinese else 5]}*")]
    if kind == "NEAR":
        return [("q", f"{some[0][:2]} NEAR/5 {some[1][:2]}" if chinese else f"{some[0]} NEAR/5 {some[1]}")]
    first = 2008 + dice.below(10)
    symbol = dice.pick(technology.ipc)
    return [("q", f"{some[0]} AND published:{first}..{first + 3} AND ipc:{symbol[:4]}")]


def _english_words(technology: Technology) -> list[str]:
    texts = [row[1] for row in (*technology.parts, *technology.effects, *technology.materials)]
    found = {word.strip(",.;()") for text in texts for word in text.split() if word.isascii() and word.isalpha()}
    return sorted(word for word in found if len(word) >= 6)


def _chinese_words(technology: Technology) -> list[str]:
    return sorted(
        {row[0] for row in (*technology.parts, *technology.uses) if row[0].isalpha() and 2 <= len(row[0]) <= 6}
    )
