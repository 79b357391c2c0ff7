"""The heads of a table: what neighbouring columns have before the colon is said once, above them."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from search_api.navigation.tables import TableColumn
from search_api.statistics.columns import PART_LABELS

_COLON = {"zh": "：", "en": ": "}


@dataclass(frozen=True, slots=True)
class Head:
    """A head above one column, or above the columns that ``parts`` name; ``right`` for figures."""

    text: str
    right: bool
    parts: tuple[str, ...] = ()


def heads_of(columns: Sequence[TableColumn], lang: str) -> tuple[Head, ...]:
    """Return the heads of columns in their order."""
    colon = _COLON[lang]
    found: list[Head] = []
    for stem, neighbours in groupby(columns, key=lambda one: one.label.in_language(lang).partition(colon)[0]):
        held = list(neighbours)
        right = held[0].role in ("count", "ratio")
        labels = [one.label.in_language(lang) for one in held]
        if len(held) == 1:
            found.append(Head(labels[0], right))
            continue
        whole = PART_LABELS["total"].in_language(lang)
        found.append(Head(stem, right, tuple(_part(one.partition(colon)[2]) or whole for one in labels)))
    return tuple(found)


def _part(text: str) -> str:
    return text[:1].upper() + text[1:]
