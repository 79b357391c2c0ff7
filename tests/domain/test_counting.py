"""Codes and rows of what analyses count; types of proprietors, clusters and title terms by their rules."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain import counting
from domain.clusters import cluster_of, merge_of
from domain.counting import code_of, symbol_code, symbol_of
from domain.proprietors import type_of
from domain.title_terms import terms_of
from indexer.documents import document
from tests.domain.test_codec import FILINGS

SYMBOLS = st.from_regex(r"\A[A-HY][0-9]{2}[A-Z][1-9][0-9]{0,3}/[0-9]{2,6}\Z")


@settings(deadline=None)
@given(SYMBOLS)
def test_a_symbol_comes_back_from_its_code(symbol: str) -> None:
    code = symbol_code(symbol)
    assert symbol_of(code) == symbol and code < code_of(symbol)
    assert symbol_of(code >> counting.LEVELS["subclass"] << counting.LEVELS["subclass"]) == symbol[:4]


@settings(deadline=None)
@given(SYMBOLS, SYMBOLS)
def test_codes_tell_symbols_apart(one: str, other: str) -> None:
    assert (symbol_code(one) == symbol_code(other)) == (one == other)


@pytest.mark.parametrize("filing", FILINGS, ids=lambda one: one.right)
def test_a_row_holds_what_the_document_says(filing) -> None:  # type: ignore[no-untyped-def]
    made = document(filing)
    found = counting.values_of(counting.row_of(made, filing))
    assert list(found) == list(counting.COLUMNS)
    for name, values in made.keywords.items():
        if name in found and name not in ("ipc", "cpc"):
            assert found[name] == tuple(code_of(one) for one in values)
    assert found["application__unit"] == (made.application_key,)
    again = counting.values_of(counting.restated(counting.row_of(made, filing), "expired"))
    assert again["status"] == (code_of("expired"),) and again["ipc"] == found["ipc"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("江南大学附属医院", "public_institution"),
        ("某市第一中学", "public_institution"),
        ("某某集团公司第三十八研究所", "institute"),
        ("某某研究院有限公司", "enterprise"),
        ("某某职业技术学院", "university"),
        ("约翰·史密斯", "individual"),
        ("株式会社某某制作所", "enterprise"),
        ("国立大学法人某某大学", "university"),
        ("Regents of the University of Somewhere", "university"),
        ("Institute of Invented Physics", "institute"),
        ("Somewhere Instruments Corp.", "enterprise"),
        ("Ministry of Invented Affairs", "public_institution"),
        ("Doe, Jane Q.", "individual"),
        ("12345", "enterprise"),
        ("", None),
    ],
)
def test_types_of_proprietors(name: str, expected: str | None) -> None:
    assert type_of(name) == expected


def test_a_merge_says_why_and_a_table_is_undone_by_leaving_it_out() -> None:
    assert merge_of("ACME, Inc.").cluster == merge_of("Acme Incorporated").cluster == "acme"
    assert merge_of("Acme, Inc.").reason == "legal_form" and merge_of("ＡＣＭＥ").reason == "spelling"
    assert merge_of("华为技术有限公司").cluster == merge_of("Huawei Technologies Co., Ltd.").cluster
    assert merge_of("华为技术有限公司").reason == "alias"
    table = {"acme": "INVENTED GROUP"}
    assert merge_of("ACME, Inc.", table).cluster == "INVENTED GROUP" and merge_of("ACME, Inc.", table).reason == "table"
    assert cluster_of("Acme Tools Inc.") != cluster_of("Acme Inc.")


def test_terms_of_titles() -> None:
    assert terms_of("Method and apparatus for winding coils") == ("winding", "coil", "winding coil")
    assert "电池" in terms_of("一种锂离子电池") and not terms_of("") and not terms_of("的")
