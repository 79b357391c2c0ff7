"""Run the examples in the docstrings of the trade's modules, which are their specification."""

import doctest
import importlib

import pytest

MODULES = (
    "classification", "classification.goods", "classification.patents", "dates", "families", "gazette_codes",
    "legal_events", "numbers.cn", "numbers.docdb", "numbers.ep", "numbers.keys", "numbers.marks", "numbers.others",
    "numbers.readings", "numbers.spelling", "numbers.us", "numbers.wo", "offices", "parties", "technology", "terms",
    "class_titles", "parts", "marks.added", "marks.han", "marks.keys", "marks.levels", "marks.look", "marks.meaning", "marks.asked",
    "marks.metaphone", "marks.normal", "marks.pair", "marks.sound", "marks.statements", "marks.weights", "goods.tables", "goods.terms", "goods.relation", "goods.reading",
)  # fmt: skip


@pytest.mark.parametrize("name", MODULES)
def test_examples(name: str) -> None:
    outcome = doctest.testmod(importlib.import_module(f"domain.{name}"))
    assert outcome.attempted > 0
    assert outcome.failed == 0
