"""Symbols survive every spelling, and their order is the scheme's."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.classification import (
    SCHEMES,
    ancestors,
    contains,
    looks_like,
    parse_symbol,
    printed,
    sort_key,
    symbol_or_none,
    symbol_range,
)

SECTIONS = st.sampled_from("ABCDEFGH")
GROUPS = st.integers(1, 9999)
SUBGROUPS = st.integers(0, 99).map(lambda n: f"{n:02d}") | st.integers(1, 9).map(lambda n: f"05{n}")


@given(SECTIONS, st.integers(1, 99), st.sampled_from("BCDFGHJKLMNPQRSTVW"), GROUPS, SUBGROUPS)
def test_patent_symbols_in_every_spelling(section: str, number: int, letter: str, group: int, subgroup: str) -> None:
    subclass = f"{section}{number:02d}{letter}"
    symbol = f"{subclass}{group}/{subgroup}"
    spellings = [
        symbol, f"{subclass} {group}/{subgroup}", f"{subclass}{group:4d}/{subgroup:6s}20060101A I20051008RMEP",
        f"{subclass}{group:04d}{subgroup:0<6s}", f"{subclass} {group}/{subgroup} (2006.01)", symbol.lower(),
    ]  # fmt: skip
    if group < 1000:
        spellings.append(f"{subclass}{group:3d}{subgroup}")
    assert {parse_symbol("ipc", text) for text in spellings} == {symbol}
    assert parse_symbol("cpc", printed("cpc", symbol)) == symbol
    above = ancestors("ipc", symbol)
    assert all(contains("ipc", one, symbol) and not contains("ipc", symbol, one) for one in above)
    assert [sort_key("ipc", one) for one in above] == sorted(sort_key("ipc", one) for one in above)
    assert sort_key("ipc", above[-1]) < sort_key("ipc", symbol) or symbol.endswith("/00")


@given(st.sampled_from(SCHEMES), st.text(max_size=25))
def test_any_text_is_a_symbol_or_not(scheme: str, text: str) -> None:
    symbol = symbol_or_none(scheme, text)
    if symbol is not None:
        assert parse_symbol(scheme, symbol) == symbol
        assert sort_key(scheme, symbol)
        assert symbol not in ancestors(scheme, symbol)


@pytest.mark.parametrize(
    ("scheme", "text", "symbol"),
    [
        ("ipc", "B60R 2228", "B60R22/28"), ("ipc", "A45F  504", "A45F5/04"), ("ipc", "H", "H"), ("ipc", "h01m10", "H01M10/00"),
        ("cpc", "F02M2700/1358", "F02M2700/1358"), ("cpc", "Y02E  60/10", "Y02E60/10"), ("cpc", "Y10T 428/2495", "Y10T428/2495"),
        ("locarno", "21-02", "21-02"), ("locarno", "2102", "21-02"), ("locarno", "LOC (13) CL. 02-04", "02-04"),
        ("nice", "第35类", "35"), ("nice", "009", "9"), ("group", "3501", "3501"), ("vienna", "24.7.1", "24.07.01"),
        ("vienna", "010101", "01.01.01"), ("uspc", "280 87041", "280/87.041"), ("uspc", "174 35 GC", "174/35GC"),
        ("uspc", " 40600", "40/600"), ("uspc", "126 25A", "126/25A"), ("usdesign", "D 8300", "D8/300"),
        ("usdesign", "D21760", "D21/760"),
    ],
)  # fmt: skip
def test_spellings(scheme: str, text: str, symbol: str) -> None:
    assert parse_symbol(scheme, text) == symbol


@pytest.mark.parametrize(
    ("scheme", "text"),
    [
        ("ipc", "Y02E60/10"), ("ipc", "I01M"), ("ipc", "H00"), ("ipc", "H01M10/0"), ("ipc", "battery"), ("nice", "0"),
        ("nice", "46"), ("group", "4601"), ("group", "0900"), ("vienna", "24-07"), ("locarno", "114-02"), ("uspc", ""),
        ("weights", "1"),
    ],
)  # fmt: skip
def test_what_is_no_symbol(scheme: str, text: str) -> None:
    with pytest.raises(ValueError):
        parse_symbol(scheme, text)


def test_a_range_holds_what_is_below_its_end() -> None:
    low, high = symbol_range("ipc", "H01M4/00", "H01M10/00")
    inside = ["H01M4/00", "H01M4/02", "H01M8/10", "H01M10/0525", "H01M10/60"]
    assert all(low <= sort_key("ipc", symbol) <= high for symbol in inside)
    assert not any(low <= sort_key("ipc", symbol) <= high for symbol in ["H01M2/02", "H01M12/00", "H01L21/00"])
    low, high = symbol_range("ipc", "H01L", "H01M")
    assert low <= sort_key("ipc", "H01M10/0525") <= high < sort_key("ipc", "H01P1/00")


def test_bare_words_that_are_classes() -> None:
    assert looks_like("H01M") == (("ipc", "H01M"), ("cpc", "H01M"))
    assert looks_like("G06F 17/30") == (("ipc", "G06F17/30"), ("cpc", "G06F17/30"))
    assert looks_like("第9类") == (("nice", "9"),)
    assert [looks_like(text) for text in ("battery", "9", "AT&T", "B2B", "2010", "A", "24.07.01")] == [()] * 7
