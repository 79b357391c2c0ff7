"""References in English, German and French claims, cities and citations as printed."""

import doctest

import pytest

from loaders import claim_numbers, symbols
from loaders.epo import addresses, cited, claims
from loaders.epo.claims import depends_on


@pytest.mark.parametrize(
    "module", [claims, cited, addresses, symbols, claim_numbers], ids=lambda module: module.__name__
)
def test_examples(module: object) -> None:
    found = doctest.testmod(module)  # type: ignore[arg-type]
    assert found.attempted and not found.failed


@pytest.mark.parametrize(
    ("text", "number", "expected"),
    [
        ("A tap comprising a wheel.", 1, ()),
        ("The tap of claim 1, wherein", 2, (1,)),
        ("The apparatus of Claim 1, 2 or 3, wherein", 4, (1, 2, 3)),
        ("A process as claimed in any one of claims 1 to 3 or 5", 6, (1, 2, 3, 5)),
        ("A method according to claim 1 or claim 2", 3, (1, 2)),
        ("Printing machine according to any preceding claim", 3, (1, 2)),
        ("according to one of the preceding Claims, further comprising", 5, (1, 2, 3, 4)),
        ("The device of claims 1, 3 and 4-6", 7, (1, 3, 4, 5, 6)),
        ("according to claim 1, 2 mm thick", 3, (1,)),
        ("according to claim 7", 7, ()),
        ("Verfahren nach Anspruch 1 oder Anspruch 2, wobei", 4, (1, 2)),
        ("Vorrichtung gemäß einem der vorstehenden Ansprüche, wobei", 3, (1, 2)),
        ("nach einem der vorangegangenen Ansprüche", 3, (1, 2)),
        ("Verfahren gemäß einem oder mehreren der Ansprüche 1 - 3", 5, (1, 2, 3)),
        ("Vorrichtung nach Patentanspruch 2", 3, (2,)),
        ("Appareil selon l'une des revendications 1, 2 ou 3, le moyen", 4, (1, 2, 3)),
        ("Procédé selon la revendication 1 ou la revendication 2", 3, (1, 2)),
        ("selon une quelconque revendication précédente", 3, (1, 2)),
        ("l’une quelconque des revendications précédentes", 4, (1, 2, 3)),
        ("selon les revendications 1 à 4", 6, (1, 2, 3, 4)),
    ],
)
def test_references(text: str, number: int, expected: tuple[int, ...]) -> None:
    assert depends_on(text, number) == expected
