"""The tables of our own: layout designs, special signs, and the events and recordals that arrive apart from a filing."""

import csv
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from io import StringIO

from bench.corpus.dice import Dice
from bench.corpus.marks import TODAY, Entry, entry, years_after
from bench.corpus.parties import Company, applicants, name_in_chinese, new_owner
from bench.corpus.phrases import words
from bench.corpus.plan import Plan, Publication, Register

HEADERS = {
    "layout-designs": "",
    "special-signs": "",
    "legal-events": "",
}


def _row(cells: Sequence[object]) -> str:
    buffer = StringIO()
    csv.writer(buffer, lineterminator="\n").writerow(["" if cell is None else cell for cell in cells])
    return buffer.getvalue()


def layouts(seed: int, count: int) -> Iterator[tuple[str, str]]:
    yield from ()


def signs(seed: int, count: int) -> Iterator[tuple[str, str]]:
    yield from ()


def events(register: Register, marks: int) -> Iterator[tuple[str, str]]:
    yield from ()
