"""The conditions of a search that can be taken away: active filters as chips, and parts of the query itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl

from domain.engine import Searcher
from domain.fields import field_named
from domain.query import And, Filter, Query
from search_api import params
from search_api.labels import RIGHT_LABELS, labels
from search_api.params import Asked
from search_api.settings import Budgets
from search_api.syntax import render, sentence
from ui.titles import symbol_label
from ui.wording import say


@dataclass(frozen=True, slots=True)
class Chip:
    """An active condition and the address without it."""

    label: str
    value: str
    url: str


@dataclass(frozen=True, slots=True)
class Drop:
    """A condition, the query without it, how many records that has, and its address."""

    condition: str
    query: str
    count: int
    url: str


def chips(searcher: Searcher, asked: Asked, path: str, lang: str) -> list[Chip]:
    """Return the active filters, each with the address without it."""
    found = []
    for one in asked.request.filters:
        for value in one.values:
            kept = tuple(
                pair
                for pair in asked.pairs
                if not _same(pair, one.field, value, one.exclude) and pair[0] not in ("page", "cursor")
            )
            found.append(Chip(*_chip_text(searcher, one, value, lang), params.url_of(path, kept)))
    return found


def _same(pair: tuple[str, str], field: str, value: str, exclude: bool) -> bool:
    """Tell whether a parameter is this filter value, whatever alias or spelling it was sent in."""
    if not pair[0].startswith("f."):
        return False
    read = params.read([pair], "en", Budgets()).request.filters[0]
    return (read.field, read.values, read.exclude) == (field, (value,), exclude)


def _chip_text(searcher: Searcher, one: Filter, value: str, lang: str) -> tuple[str, str]:
    field = field_named(one.field)
    assert field is not None
    label = labels(searcher, field, [value])[value].in_language(lang)
    if field.kind == "class" and field.scheme:
        label = symbol_label(field.scheme, value, label, lang)
    elif field.name == "status":
        label = say(f"state_{value}", lang) if f"state_{value}" in STATE_KEYS else value
    elif ".." in label:
        label = label.replace("..", "–")
    colon = "：" if lang == "zh" else ": "
    name = field.label.in_language(lang)
    return (f"{say('not', lang)}{colon}{name}" if one.exclude else name), label


STATE_KEYS = ("state_pending", "state_in_force", "state_lapsed", "state_expired", "state_unknown")


def drops(searcher: Searcher, asked: Asked, active: Sequence[Chip], path: str, lang: str) -> list[Drop]:
    """Return the conditions without which there are records: filters, the right, the parts that the query joins."""
    found = []
    candidates = [(f"{chip.label} “{chip.value}”", chip.url) for chip in active]
    if asked.request.rights:
        names = ", ".join(RIGHT_LABELS[one].in_language(lang) for one in asked.request.rights)
        candidates.append((names, params.url_of(path, params.changed(asked.pairs, right=None))))
    for condition, url in candidates:
        without = params.read(parse_qsl(url.partition("?")[2]), "en", Budgets())
        count = searcher.count(without.request.query, without.request.filters, without.request.rights)
        if count:
            found.append(Drop(condition, without.reading.text, count, url))
    for part, rest in parts(asked.request.query):
        count = searcher.count(rest, asked.request.filters, asked.request.rights)
        if count:
            text = bare(rest)
            url = params.url_of(path, params.changed(asked.pairs, q=text))
            found.append(Drop(sentence(part).in_language(lang), text, count, url))
    return found


def parts(query: Query) -> list[tuple[Query, Query]]:
    """Return each operand of a conjunction with the query that is left without it."""
    if not isinstance(query, And) or len(query.operands) > 8:
        return []
    found: list[tuple[Query, Query]] = []
    for at, one in enumerate(query.operands):
        rest = query.operands[:at] + query.operands[at + 1 :]
        found.append((one, rest[0] if len(rest) == 1 else And(rest)))
    return found


def bare(query: Query) -> str:
    """Return a query's canonical text without the brackets around the whole."""
    text = render(query)
    return text[1:-1] if isinstance(query, And) else text
