"""The examples in the pages' own modules run."""

import doctest
import importlib

import pytest


@pytest.mark.parametrize(
    "name",
    [
        "claim_tree",
        "dates",
        "deadlines",
        "form_reading",
        "form_rows",
        "inid",
        "notices",
        "rendering",
        "titles",
        "wording",
        "navigation.findings",
    ],
)
def test_examples(name: str) -> None:
    found = doctest.testmod(importlib.import_module(f"ui.{name}"))
    assert found.attempted and not found.failed
