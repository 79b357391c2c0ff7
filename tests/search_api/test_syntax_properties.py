"""What holds for every query: no input crashes, every tree that is written is read again, every repair works."""

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.classification import symbol_or_none
from domain.dates import made
from domain.errors import QueryError
from domain.numbers import readings
from domain.query import (
    All,
    And,
    CitedBy,
    Cites,
    Exact,
    Exists,
    Family,
    Near,
    Not,
    Number,
    Or,
    Phrase,
    Prefix,
    Query,
    Range,
    Status,
    Terms,
    Under,
    Wildcard,
)
from search_api.syntax import parse, render, sentence

FRAGMENTS = st.sampled_from(
    [
        "tea", "电池", "与", "AND", "OR", "或", "NOT", "非", "-", "(", ")", "（", "）", '"', "“", "”", ":", "：", "=", "==",
        "ti:", "标题：", "ipc:", "published", ">=", "<", "..", "2015", "2015-02-30", "20150301", "NEAR/3", "ADJ", "SENT",
        "CLAIM", "NEAR/100", "*", "?", "ba*", "电*", "H01M10/052", "!", "class", "9", "第9类", "EP", "1", "234", "567",
        "US7272630B2", "cites(", "status(", "in force", ",", "sim(", "tag(", "topic(", "临江公司", "&", "|", "\\", " ", " ", "\u3000", "pn:",
        "cc:", "nice:", "right:", "applicant==", "family:", "claim_count:", "and", "公开日",
    ]
)  # fmt: skip
MIXED = st.lists(FRAGMENTS, max_size=14).flatmap(
    lambda parts: st.sampled_from(["", " "]).map(lambda gap: gap.join(parts))
)


def read(text: str) -> None:
    """Read a query; only a query error may come out, with a span inside the text and a repair that works."""
    try:
        reading = parse(text)
    except QueryError as error:
        start, end = error.span
        assert 0 <= start <= end <= len(text)
        assert error.detail.zh and error.detail.en
        if error.repair is not None:
            parse(error.repair)
        return
    again = parse(reading.canonical)
    assert again.tree == reading.tree
    assert again.canonical == reading.canonical
    assert reading.sentence.zh and reading.sentence.en
    for notice in reading.notices:
        for link in notice.links:
            parse(link.query)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60))
def test_no_text_crashes(text: str) -> None:
    read(text)


@settings(max_examples=600, deadline=None)
@given(MIXED)
def test_no_mixture_of_the_language_crashes(text: str) -> None:
    read(text)


LATIN = st.text(st.sampled_from("abcdeklmnoprstuvxyzABCéüß0123456789"), min_size=1, max_size=9)
CHINESE = st.text(st.sampled_from("锂电池隔膜固态解质茶烘干机的与或非"), min_size=2, max_size=6)
WORDS = st.one_of(
    LATIN, CHINESE, st.sampled_from(["AT&T", "R&D", "A/B", "C++", "12:30", "x-ray", "1,000", "a.b", "AND"])
)
ANY_TEXT = st.text(min_size=1, max_size=20).filter(lambda text: any(char.isalnum() for char in text))
PHRASES = st.one_of(st.lists(WORDS, min_size=1, max_size=4).map(" ".join), ANY_TEXT.map(lambda text: f"tea {text}"))
TEXT_FIELDS = st.sampled_from(["text", "title", "claims", "goods", "applicant", "inventor"])
DAYS = st.builds(made, st.integers(1900, 2099), st.integers(0, 12), st.integers(0, 28)).filter(bool)
SYMBOLS = st.sampled_from(
    [("ipc", "H01M10/052"), ("cpc", "Y02E60/10"), ("ipc", "A23F"), ("nice", "9"), ("group", "0901"),
     ("vienna", "24.07.01"), ("locarno", "14-02"), ("uspc", "424/197.11")]
)  # fmt: skip
NUMBERS = st.sampled_from(["US7272630B2", "EP 1 234 567", "ZL 2012 1 0012345.X", "018012345", "US 11,774,182 B2"])


def ranges() -> st.SearchStrategy[Query]:
    """Ranges of dates, whole numbers and symbols, each in order."""
    fields = st.sampled_from(["published", "filed", "priority_date", "expires"])
    pairs = st.tuples(DAYS, DAYS).filter(lambda pair: pair[0][:4] < pair[1][:4])
    both = st.builds(lambda f, p, a, b: Range(f, p[0], p[1], a, b), fields, pairs, st.booleans(), st.booleans())
    return st.one_of(
        both,
        st.builds(lambda f, d: Range(f, d, d), fields, DAYS),
        st.builds(lambda f, d, a: Range(f, d, None, a, True), fields, DAYS, st.booleans()),
        st.builds(lambda f, d, a: Range(f, None, d, True, a), fields, DAYS, st.booleans()),
        st.builds(lambda n, m: Range("claim_count", str(n), str(n + m)), st.integers(0, 99), st.integers(0, 99)),
        st.just(Range("ipc", "H01M4/02", "H01M10/052")),
    )


def word_nodes(fields: st.SearchStrategy[str]) -> st.SearchStrategy[Query]:
    return st.one_of(
        st.builds(Terms, fields, WORDS),
        st.builds(Phrase, fields, PHRASES),
        st.builds(Prefix, fields, st.one_of(st.text(st.sampled_from("abcdxyz"), min_size=3, max_size=6), CHINESE)),
        st.builds(Wildcard, fields, st.sampled_from(["colo?r", "bat*y", "a?cd*", "wom?n"])),
    )


LEAVES: st.SearchStrategy[Query] = st.one_of(
    word_nodes(TEXT_FIELDS),
    ranges(),
    st.builds(lambda pair, alone: Under(*pair, alone), SYMBOLS, st.booleans()),
    st.builds(lambda text: Number("number", text, tuple(dict.fromkeys(one.key for one in readings(text)))), NUMBERS),
    st.builds(Exact, st.sampled_from(["office", "city", "applicant", "kind"]), ANY_TEXT),
    st.builds(Terms, st.sampled_from(["city", "region"]), ANY_TEXT),
    st.builds(Exists, st.sampled_from(["title", "published", "ipc", "number", "office"])),
    st.builds(lambda text: Cites(text, ("US-7272630",)), st.just("US7272630B2")),
    st.builds(lambda text: CitedBy(text, ("US-7272630-B2",)), st.just("US7272630B2")),
    st.builds(lambda text: Family(text, ("EP-1234567",)), st.just("EP 1 234 567")),
    st.builds(Status, st.sampled_from(["pending", "in_force", "lapsed"]), st.sampled_from([None, "2020-01-01"])),
    st.just(All()),
)


def near(operands: st.SearchStrategy[Query]) -> st.SearchStrategy[Query]:
    several = st.lists(operands, min_size=2, max_size=3).map(tuple)
    return st.one_of(
        st.builds(
            lambda ops, gap, ordered: Near("words", ops, gap, ordered), several, st.integers(0, 99), st.booleans()
        ),
        st.builds(lambda ops, unit: Near(unit, ops), several, st.sampled_from(["sentence", "paragraph", "claim"])),
        st.builds(Or, several),
    )


PROXIMITIES = st.recursive(word_nodes(st.just("claims")), near, max_leaves=5).filter(lambda one: isinstance(one, Near))
TREES: st.SearchStrategy[Query] = st.recursive(
    st.one_of(LEAVES, PROXIMITIES),
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=4).map(lambda ops: And(tuple(ops))),
        st.lists(inner, min_size=2, max_size=4).map(lambda ops: Or(tuple(ops))),
        st.builds(Not, inner),
    ),
    max_leaves=12,
)


@settings(max_examples=300, deadline=None)
@given(TREES)
def test_every_tree_is_read_as_it_is_written(tree: Query) -> None:
    text = render(tree)
    reading = parse(text)
    assert reading.tree == tree
    assert reading.canonical == text
    assert sentence(tree).zh and sentence(tree).en


def test_the_symbols_of_the_strategies_are_in_normal_form() -> None:
    assert symbol_or_none("uspc", "424/197.11") == "424/197.11"
