"""Classes and similar groups for a good or service that someone types: where the lists have it, nearest first."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.analysis import is_cjk
from domain.class_titles import NICE
from domain.engine import Searcher
from domain.goods import tables
from domain.goods.terms import key_of, split
from domain.query import And, Exists, Status, Under
from domain.text import Wording

MOST_GROUPS = 12
_SHOWN = 4


@dataclass(frozen=True, slots=True)
class Pick:
    """A similar group that holds what was typed: its title, the entries that match, and how many marks in force it or its class has."""

    nice: str
    group: str
    title: Wording
    entries: tuple[Wording, ...]
    marks: int


def picks(searcher: Searcher, text: str) -> list[Pick]:
    """Return the groups whose entries hold the terms, those with an entry of the same words first."""
    scored: dict[str, list[tuple[float, tables.GoodsEntry]]] = {}
    for term in split(text)[:20]:
        for score, entry in _matching(term):
            for group in entry.groups:
                scored.setdefault(group, []).append((score, entry))
    ranked = sorted(scored, key=lambda group: (-max(one[0] for one in scored[group]), -len(scored[group]), group))
    grouped = has_groups(searcher)
    return [_pick(searcher, group, scored[group], grouped) for group in ranked[:MOST_GROUPS]]


def has_groups(searcher: Searcher) -> bool:
    """Say whether the loaded registers name similar groups; where none does, marks are counted by class."""
    return searcher.count(Exists("group")) > 0


def _pick(searcher: Searcher, group: str, found: Sequence[tuple[float, tables.GoodsEntry]], grouped: bool) -> Pick:
    best = [entry for _, entry in sorted(found, key=lambda one: (-one[0], one[1].number))]
    names = dict.fromkeys(Wording((one.zh or one.en)[0], (one.en or one.zh)[0]) for one in best)
    nice = str(int(group[:2]))
    held = Under("group", group) if grouped else Under("nice", nice)
    marks = searcher.count(And((held, Status("in_force"))))
    return Pick(nice, group, tables.groups().get(group, NICE[nice]), tuple(names)[:_SHOWN], marks)


def _matching(term: str) -> list[tuple[float, tables.GoodsEntry]]:
    """Return entries that hold the words of a term; 3 the same words, 2 begins or ends with them, 1 holds them."""
    key = key_of(term)
    if not key:
        return []
    chinese = any(is_cjk(char) for char in key)
    words = set(key.split())
    found = []
    for entry in tables.entries().values():
        names = [key_of(one) for one in (entry.zh if chinese else entry.en)]
        if key in names:
            found.append((3.0, entry))
        elif chinese and any(key in one for one in names):
            found.append((2.0 if any(one.endswith(key) or one.startswith(key) for one in names) else 1.0, entry))
        elif not chinese and any(words <= set(one.split()) for one in names):
            found.append((2.0 if any(one.startswith(key) or one.endswith(key) for one in names) else 1.0, entry))
    return found
