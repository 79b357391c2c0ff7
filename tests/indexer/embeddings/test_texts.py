"""The text of a filing's vector is the same from the filing and from its JSON, and bounded."""

from domain.codec import as_json
from domain.filings import Claim, Origin, Patent, Section
from domain.text import Text
from indexer.embeddings import document_text, stored_text
from indexer.embeddings.texts import DESCRIPTION, titled

_ORIGIN = Origin(source="s", file="f")


def _filing(**values: object) -> Patent:
    return Patent(id="XX-1-A", office="XX", origin=_ORIGIN, **values)  # type: ignore[arg-type]


def test_both_ways_are_one() -> None:
    filing = _filing(
        title=(Text("en", "Gate"), Text("zh", "闸门")),
        abstract=(Text("en", "A gate."),),
        claims=(
            Claim(lang="en", number=1, text="A gate with a hinge."),
            Claim(lang="en", number=2, text="The gate of claim 1.", depends_on=(1,)),
            Claim(lang="en", number=3, text="A hinge."),
        ),
        description=(Section(lang="en", text="x" * 2_000), Section(lang="en", text="y" * 2_000)),
    )
    text = document_text(filing)
    assert text == stored_text(as_json(filing))
    assert text.startswith("Gate 闸门\nA gate.\nA gate with a hinge.\nA hinge.\nxx") and "claim 1" not in text
    assert text.count("y") == DESCRIPTION - 2_001


def test_a_filing_without_words_gives_no_text() -> None:
    assert document_text(_filing()) == "" == stored_text(as_json(_filing()))


def test_a_title_weighs_more_than_once_where_texts_are_averaged() -> None:
    filing = _filing(title=(Text("en", "Gate"),), abstract=(Text("en", "a" * 2_000),))
    text = titled(document_text(filing))
    assert text == titled(stored_text(as_json(filing))) and text.count("Gate") == 8
    assert titled(document_text(_filing(title=(Text("en", "Gate"),)))) == "Gate"
    short = _filing(title=(Text("en", "Gate"),), abstract=(Text("en", "a" * 20),))
    assert titled(document_text(short)).count("Gate") == 2
    untitled = _filing(abstract=(Text("en", "a" * 200),))
    assert titled(document_text(untitled)).strip() == "a" * 200
