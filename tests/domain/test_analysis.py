"""The analysis of text: one term per position, boundaries that a distance can tell, the same terms for every use."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.analysis import (
    PARAGRAPH_GAP,
    SENTENCE_GAP,
    SENTENCE_WORDS,
    analyse,
    fold,
    grams,
    is_cjk,
    query_terms,
    stems_of,
    tokens,
)
from domain.engine import Paragraph

TEXTS = st.text(alphabet=st.sampled_from("aB-9é½ﬁ²锂电池の한국.!。 \n'Ａ"), max_size=60)


def terms(text: str, lang: str = "en") -> list[str]:
    return analyse([Paragraph(lang, text)]).terms


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Lithium-ion Batteries", ["lithium", "ion", "batteries"]),
        ("锂电池", ["锂电", "电池", "池"]),
        ("电池A级", ["电池", "池", "a", "级"]),
        ("ＬｉＦｅＰＯ₄", ["lifepo4"]),
        ("cafe\u0301 CAFÉ", ["café", "café"]),
        ("Straße", ["strasse"]),
        ("snake_case", ["snake", "case"]),
        ("½ and ㎏", ["12", "and"]),
        ("", []),
        ("… — !", []),
    ],
)
def test_terms_of_a_text(text: str, expected: list[str]) -> None:
    assert terms(text) == expected


def test_ascii_and_other_text_give_the_same_terms() -> None:
    text = "The battery module comprises 12 cells. Each cell is wound. See Fig. 3 and U.S. Pat. No. 5"
    plain = analyse([Paragraph("en", text)])
    marked = analyse([Paragraph("en", text.replace("battery", "battéry"))])
    assert marked.positions == plain.positions
    assert [one for one in marked.terms if one != "battéry"] == [one for one in plain.terms if one != "battery"]


@given(TEXTS, st.sampled_from(["en", "zh", "de", "und"]))
def test_each_term_has_a_position_of_its_own(text: str, lang: str) -> None:
    found = analyse([Paragraph(lang, line) for line in text.split("\n")])
    assert len(found.terms) == len(found.positions) == len(set(found.positions))
    assert found.positions == sorted(found.positions)
    assert all(found.terms)


@given(TEXTS)
def test_highlights_see_the_terms_that_are_indexed(text: str) -> None:
    line = text.replace("\n", " ")
    seen = tokens(line)
    assert [one.term for one in seen] == analyse([Paragraph("en", line)]).terms
    assert all(line[one.start : one.end] for one in seen)


@given(TEXTS)
def test_a_text_meets_its_own_query(text: str) -> None:
    line = text.replace("\n", " ")
    indexed = analyse([Paragraph("en", line)]).terms
    for want, have in zip(query_terms(line), indexed, strict=False):
        assert have.startswith(want.term) if want.prefix else have == want.term


def test_a_sentence_ends_at_a_stop_before_a_capital() -> None:
    found = analyse([Paragraph("en", "One two. Three e.g. four, see Fig. 5 there. 六七。八")])
    place = dict(zip(found.terms, found.positions, strict=True))
    assert place["two"] - place["one"] == 1
    assert place["three"] - place["two"] == SENTENCE_GAP + 1
    assert place["5"] - place["three"] < SENTENCE_GAP
    assert place["八"] - place["七"] == SENTENCE_GAP + 1


def test_distance_tells_sentences_and_paragraphs_apart_at_any_length() -> None:
    draw = random.Random(7)
    paragraphs = []
    where: list[tuple[int, int]] = []
    for number in range(6):
        sentences = [" ".join(["w"] * draw.choice([1, 7, 300])) for _ in range(draw.choice([1, 3, 100]))]
        paragraphs.append(Paragraph("en", ". ".join(["W" + one for one in sentences])))
        for at, one in enumerate(sentences):
            where += [(number, at)] * len(one.split())
    positions = analyse(paragraphs).positions
    assert len(positions) == len(where)
    for first, second in zip(range(len(where)), range(1, len(where)), strict=False):
        between = positions[second] - positions[first] - 1
        if where[first][0] != where[second][0]:
            assert between >= PARAGRAPH_GAP
        elif where[first][1] != where[second][1]:
            assert between >= SENTENCE_GAP
        else:
            assert between == 0
    by_paragraph: dict[int, list[int]] = {}
    for place, position in zip(where, positions, strict=True):
        by_paragraph.setdefault(place[0], []).append(position)
    assert all(max(one) - min(one) - 1 < PARAGRAPH_GAP for one in by_paragraph.values())


def test_a_sentence_is_cut_after_so_many_words() -> None:
    positions = analyse([Paragraph("en", "w " * (SENTENCE_WORDS + 1))]).positions
    assert positions[SENTENCE_WORDS - 1] - positions[0] == SENTENCE_WORDS - 1
    assert positions[SENTENCE_WORDS] - positions[SENTENCE_WORDS - 1] == SENTENCE_GAP + 1


def test_stems_follow_the_language() -> None:
    found = analyse(
        [Paragraph("en", "Batteries charging"), Paragraph("de", "Batterien"), Paragraph("zh", "OFDM 子载波")]
    )
    assert found.stems == ["batteri", "charg", "batteri", "ofdm"]
    assert stems_of("Batteries", ["en", "zh"]) == ["batteries", "batteri"]


def test_one_character_is_the_beginning_of_a_term() -> None:
    assert [(one.term, one.prefix) for one in query_terms("锂")] == [("锂", True)]
    assert [(one.term, one.prefix) for one in query_terms("锂 A")] == [("锂", False), ("a", False)]


def test_scripts_without_blanks() -> None:
    assert all(is_cjk(one) for one in "锂のカ한々〇") and not any(is_cjk(one) for one in "aé9。・ー"[:3])
    assert grams("ｶﾞ")[0]
    assert fold("ＡＢＣ") == "abc"
