"""Looking for a needle by its first letters finds what cutting the whole text into tokens finds."""

import random

import pytest

from domain import analysis
from domain.query import And, Near, Not, Or, Phrase, Prefix, Query, Terms, Wildcard
from indexer.engines.needles import Seen, needles, spans

WORDS = [
    *[
        "battery",
        "Batteries",
        "layer",
        "layers",
        "laying",
        "fly",
        "flies",
        "electrodes",
        "Électrode",
        "Zelle",
        "Zellen",
        "ｂａｔｔｅｒｙ",
        "x²",
    ],
    *["电池", "锂离子电池", "第9类", "池电", "𠀋", "İstanbul", "straße"],
]
QUERIES: list[Query] = [
    *(Terms("text", word) for word in WORDS),
    Phrase("text", "battery layer"),
    Phrase("text", "池电 battery"),
    Prefix("text", "batt"),
    Prefix("text", "电"),
    Prefix("text", "锂离"),
    Wildcard("text", "la?er"),
]


@pytest.mark.parametrize("lang", ["en", "de", "fr", "zh", "und"])
def test_the_quick_look_finds_what_the_whole_text_holds(lang: str) -> None:
    dice = random.Random(lang)
    found = 0
    for _ in range(60):
        text = "".join(dice.choice(WORDS) + dice.choice((" ", ", ", "，", "-", "")) for _ in range(dice.randint(1, 12)))
        quick, slow = Seen(text, lang), Seen(text, lang)
        slow.folded, slow.tokens = None, analysis.tokens(text)
        for query in QUERIES:
            for needle in needles(query, ["de", "en", "fr", "zh"]):
                assert spans(needle, quick) == spans(needle, slow), (needle, text)
                found += len(spans(needle, slow))
    assert found > 300


def test_what_is_excluded_is_not_looked_for() -> None:
    query = And((Terms("text", "a1"), Not(Terms("text", "b2")), Or((Terms("text", "c3"), Terms("office", "US")))))
    assert [one.text for one in needles(query, ["en"])] == ["a1", "c3"]
    near = Near("words", (Terms("title", "d4"), Prefix("title", "efg")))
    assert [one.text for one in needles(near, ["en"])] == ["d4", "efg"]
