"""Values of keyword fields as people spell them, brought to the values that records hold.

Only what has a closed list of values is checked against it; a city is taken as typed.
"""

from functools import cache

from domain import legal_events
from domain.countries import COUNTRIES
from domain.filings import RIGHTS, STATES, State
from domain.offices import ORGANISATIONS
from search_api.syntax import faults

_RIGHT_NAMES = {
    "patents": "patent", "专利": "patent", "发明": "patent", "trade mark": "trademark", "trade marks": "trademark",
    "trademarks": "trademark", "mark": "trademark", "marks": "trademark", "tm": "trademark", "商标": "trademark",
    "designs": "design", "外观设计": "design", "外观": "design", "geographical indication": "gi",
    "geographical indications": "gi", "gis": "gi", "地理标志": "gi", "layout design": "layout",
    "layout designs": "layout", "layouts": "layout", "布图设计": "layout", "集成电路布图设计": "layout", "signs": "sign",
    "special sign": "sign", "special signs": "sign", "官方标志": "sign", "特殊标志": "sign",
}  # fmt: skip
_STATE_NAMES: dict[str, State] = {
    "in force": "in_force", "active": "in_force", "有效": "in_force", "审查中": "pending", "审中": "pending",
    "已失效": "lapsed", "失效": "lapsed", "已届满": "expired", "届满": "expired", "状态不明": "unknown", "不明": "unknown",
}  # fmt: skip
_CLOSED: dict[str, tuple[tuple[str, ...], dict[str, str]]] = {
    "right": (RIGHTS, _RIGHT_NAMES),
    "status": (STATES, {**_STATE_NAMES}),
    "event": (
        tuple(legal_events.CATEGORIES),
        {
            name.casefold(): one.name
            for one in legal_events.CATEGORIES.values()
            for name in (one.label.zh, one.label.en)
        },
    ),
}
_CAPITALS = frozenset({"office", "kind", "country", "citation_category"})
_SMALL = frozenset({"language", "mark_kind", "source"})


def value_of(field: str, text: str, span: faults.Span) -> str:
    """Return the value that records hold for what was typed; a fault where a closed list has no such value.

    >>> value_of("right", "专利", (0, 2)), value_of("office", "cn", (0, 2)), value_of("city", "Basel", (0, 5))
    ('patent', 'CN', 'Basel')
    """
    if field in _CLOSED:
        known, names = _CLOSED[field]
        word = " ".join(text.casefold().split())
        value = names.get(word, word.replace(" ", "_").replace("-", "_"))
        if value not in known:
            raise faults.unknown_value(span, known, closest(value, (*known, *names)))
        return value
    if field in ("office", "country") and (code := _codes().get(text.casefold())):
        return code
    if field in _CAPITALS:
        return text.upper()
    return text.lower() if field in _SMALL else text


@cache
def _codes() -> dict[str, str]:
    """Return the names of countries and organisations in both languages, with their codes."""
    named = {**COUNTRIES, **ORGANISATIONS}
    return {name.casefold(): code for code, one in named.items() for name in (one.zh, one.en)}


def check_exact(field: str, text: str, span: faults.Span) -> None:
    """Raise a fault where a closed list does not have exactly this value."""
    if field in _CLOSED and text not in _CLOSED[field][0]:
        known, names = _CLOSED[field]
        meant = names.get(text.casefold()) or closest(text.casefold(), known)
        raise faults.unknown_value(span, known, f'"{meant}"' if meant else None)


def state_of(text: str) -> State | None:
    """Return the state that a word in either language names.

    >>> state_of("in force"), state_of("有效"), state_of("alive")
    ('in_force', 'in_force', None)
    """
    word = " ".join(text.casefold().replace("_", " ").split())
    if word in _STATE_NAMES:
        return _STATE_NAMES[word]
    return next((state for state in STATES if state.replace("_", " ") == word), None)


def closest(text: str, names: tuple[str, ...]) -> str | None:
    """Return the name that differs least from the text, ``None`` where all differ much.

    >>> closest("titel", ("title", "inventor")), closest("xyzzy", ("title",))
    ('title', None)
    """
    wide = 1 if len(text) < 4 else 2
    best = min(((distance(text, name, wide), name) for name in names), default=(wide + 1, ""))
    return best[1] if best[0] <= min(wide, max(len(text), 1) - 1) else None


def distance(one: str, other: str, most: int) -> int:
    """Return the edits (a swap of neighbours is one) that turn one text into the other; ``most + 1`` beyond that."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for at, char in enumerate(one, 1):
        earlier, before, row = before, row, [at]
        for place, letter in enumerate(other, 1):
            cost = min(before[place] + 1, row[-1] + 1, before[place - 1] + (char != letter))
            swapped = at > 1 and place > 1 and char == other[place - 2] and one[at - 2] == letter
            row.append(min(cost, earlier[place - 2] + 1) if swapped else cost)
    return min(row[-1], most + 1)
