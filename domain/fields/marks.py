"""What an index holds of a mark beside the fields that people ask: the keys of conflict searches, and the row ranked by.

Invariant: nobody names these in a query; only ``domain.marks.register`` speaks of them.
"""

from domain.fields import reading
from domain.fields.field import Field
from domain.filings import Filing, Trademark
from domain.marks.keys import mark_keys, row_text
from domain.marks.statements import meanings
from domain.text import Wording

LIVE = ("in_force", "pending")
"""States in which a mark counts among those that weaken or crowd a word."""
KEYS, ROW = "mark_key", "mark_row"
CLASSES = "nice"
"""The field of the classes of a mark, live or not."""


def _keys(filing: Filing) -> list[str]:
    sign = filing.mark if isinstance(filing, Trademark) else None
    if sign is None or not sign.text:
        return []
    return mark_keys(sign.text, reading.nice_classes(filing), filing.status.state in LIVE, meanings(sign.statements))


def _row(filing: Filing) -> list[str]:
    sign = filing.mark if isinstance(filing, Trademark) else None
    if sign is None or not (sign.text or reading.symbols("vienna")(filing)):
        return []
    live = filing.status.state in LIVE
    groups, vienna = reading.symbols("group")(filing), reading.symbols("vienna")(filing)
    return [
        row_text(
            filing.id, sign.text or "", reading.nice_classes(filing), groups, vienna, live, meanings(sign.statements)
        )
    ]


FIELDS: tuple[Field, ...] = (
    Field(
        name=KEYS,
        label=Wording("商标近似键", "Keys of a mark"),
        kind="key",
        rights=("trademark",),
        sentence=Wording("商标近似检索的键。", "The keys by which like marks are found."),
        read=_keys,
        default=False,
    ),
    Field(
        name=ROW,
        label=Wording("商标近似行", "Row of a mark"),
        kind="row",
        rights=("trademark",),
        sentence=Wording("商标近似排序所用的一行。", "What a mark is ranked by in conflict searches."),
        read=_row,
        default=False,
    ),
)
