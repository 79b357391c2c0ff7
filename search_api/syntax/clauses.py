"""One condition of a query in words: dates, classes, numbers, values and functions, in both languages."""

from collections.abc import Callable

from domain import legal_events
from domain.classification import printed
from domain.fields import field_named
from domain.filings import State
from domain.query import (
    All,
    CitedBy,
    Cites,
    Exact,
    Exists,
    Family,
    Goods,
    Listed,
    LooksLike,
    MeansLike,
    Number,
    Query,
    Range,
    Similar,
    SoundsLike,
    Status,
    Under,
)  # fmt: skip
from domain.text import Wording

Labels = Callable[[str], Wording]

_LOWEST = {"group": 4, "locarno": 5, "vienna": 8}
"""From how many characters on a symbol has nothing below it."""
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_VERBS = {
    "published": "was published", "filed": "was filed", "granted": "was granted", "registered": "was registered",
    "expires": "expires", "in_force_from": "came into force", "ended_on": "ended", "priority_date": "has a priority date",
}  # fmt: skip
_STATES: dict[State, Wording] = {
    "pending": Wording("审查中", "pending"),
    "in_force": Wording("有效", "in force"),
    "lapsed": Wording("已失效", "lapsed"),
    "expired": Wording("已届满", "expired"),
    "unknown": Wording("状态不明", "unknown"),
}
_VALUES: dict[str, dict[str, Wording]] = {
    "status": {str(state): word for state, word in _STATES.items()},
    "right": {
        "patent": Wording("专利", "patent"),
        "trademark": Wording("商标", "trade mark"),
        "design": Wording("外观设计", "design"),
        "gi": Wording("地理标志", "geographical indication"),
        "layout": Wording("布图设计", "layout design"),
        "sign": Wording("特殊标志", "special sign"),
    },
    "event": {name: Wording(one.label.zh, one.label.en.lower()) for name, one in legal_events.CATEGORIES.items()},
}


def leaf(query: Query, label_of: Labels) -> Wording:
    """Return one condition in words."""
    match query:
        case All():
            return Wording("全部记录", "every record")
        case Range():
            return _range(query, label_of(query.field))
        case Under():
            return _class(query, label_of(query.field))
        case Number(field, text):
            label = label_of(field)
            return Wording(f"{label.zh}为“{text}”", f"{label.en} is “{text}”")
        case Exact(field, value):
            return _exact(field, value, label_of(field))
        case Exists(field):
            label = label_of(field)
            return Wording(f"有{label.zh}", f"{label.en} is given")
        case Status(state, date):
            return _status(state, date)
    return _function(query)


def _exact(field: str, value: str, label: Wording) -> Wording:
    word = value_label(field, value)
    return Wording(f"{label.zh}为{word.zh}", f"{label.en} is {word.en}")


def value_label(field: str, value: str) -> Wording:
    """Return what a keyword's value is called; in quotation marks where it is called as it is written."""
    return _VALUES.get(field, {}).get(value) or Wording(f"“{value}”", f"“{value}”")


def _status(state: State, date: str | None) -> Wording:
    word = _STATES[state]
    if date is None:
        return Wording(f"法律状态为{word.zh}", f"status is {word.en}")
    day = spoken_date(date)
    return Wording(f"{day.zh}的法律状态为{word.zh}", f"status was {word.en} on {day.en}")


def _function(query: Query) -> Wording:
    match query:
        case Cites(text):
            return Wording(f"引用“{text}”", f"cites “{text}”")
        case CitedBy(text):
            return Wording(f"被“{text}”引用", f"is cited by “{text}”")
        case Family(text):
            return Wording(f"与“{text}”同族", f"is of the family of “{text}”")
        case SoundsLike(text):
            return Wording(f"读音近似“{text}”", f"sounds like “{text}”")
        case LooksLike(text):
            return Wording(f"外形近似“{text}”", f"looks like “{text}”")
        case MeansLike(text):
            return Wording(f"含义近似“{text}”", f"means the same as “{text}”")
        case Goods(text, level):
            return _goods(text, level or "group")
        case Similar(text, k):
            return Wording(f"属内容最接近“{text}”的 {k:,} 件", f"is one of the {k:,} nearest in meaning to “{text}”")
        case Listed(kind, name):
            return _listed(kind, name)
    raise TypeError(f"no node of the query tree: {type(query).__name__}")


def _listed(kind: str, name: str) -> Wording:
    map, _, topic = name.rpartition("/")
    return {
        "tag": Wording(f"标签为“{name}”", f"is tagged “{name}”"),
        "noise": Wording(f"已从分支“{name}”去噪", f"was taken out of the branch “{name}”"),
        "topic": Wording(f"属主题地图 {map} 的第 {topic} 类", f"is in topic {topic} of the map {map}"),
    }[kind]


def _goods(text: str, level: str) -> Wording:
    """Return the clause of goods that meet a text at a level."""
    zh, en = {
        "identical": (f"含商品“{text}”", f"has the goods “{text}”"),
        "group": (f"有与“{text}”同群的商品", f"has goods of the similar group of “{text}”"),
        "class": (f"有与“{text}”同类的商品", f"has goods of the class of “{text}”"),
        "coordinated": (
            f"有与“{text}”同类或关联类别的商品",
            f"has goods of the class of “{text}” or a coordinated one",
        ),
    }[level]
    return Wording(zh, en)


def _class(query: Under, label: Wording) -> Wording:
    if query.field == "nice":
        return Wording(f"属尼斯第 {query.symbol} 类", f"is in Nice class {query.symbol}")
    symbol = printed(query.field, query.symbol)
    if query.alone:
        return Wording(f"{label.zh}仅为 {symbol}", f"{label.en} is {symbol} itself")
    if query.field in _LOWEST and len(query.symbol) >= _LOWEST[query.field]:
        return Wording(f"{label.zh}为 {symbol}", f"{label.en} is {symbol}")
    return Wording(f"{label.zh}为 {symbol} 及其下位", f"{label.en} is {symbol} or below")


def _range(query: Range, label: Wording) -> Wording:
    field = field_named(query.field)
    if field is not None and field.kind == "date":
        return _dates(query, label)
    low, high = query.low or "", query.high or ""
    if field is not None and field.kind == "class":
        scheme = field.scheme or field.name
        low, high = printed(scheme, low), printed(scheme, high)
        return Wording(f"{label.zh}为 {low} 至 {high}", f"{label.en} is from {low} to {high}")
    if query.low == query.high:
        return Wording(f"{label.zh}为 {low}", f"{label.en} is {low}")
    signs = [("≥" if query.low_inclusive else ">", low)] if query.low is not None else []
    signs += [("≤" if query.high_inclusive else "<", high)] if query.high is not None else []
    bounds = [f"{sign} {value}" for sign, value in signs]
    return Wording(f"{label.zh} {'、'.join(bounds)}", f"{label.en} is {' and '.join(bounds)}")


def _dates(query: Range, label: Wording) -> Wording:
    verb = _VERBS.get(query.field, f"{label.en} is")
    low = spoken_date(query.low) if query.low is not None else None
    high = spoken_date(query.high) if query.high is not None else None
    if low is not None and low == high:
        preposition = "on" if len(query.low or "") == 10 else "in"
        return Wording(f"{label.zh}在 {low.zh}", f"{verb} {preposition} {low.en}")
    if low is not None and high is not None and query.low_inclusive and query.high_inclusive:
        return Wording(f"{label.zh}在 {low.zh}至 {high.zh}", f"{verb} from {low.en} to {high.en}")
    zh, en = [], []
    if low is not None:
        zh.append(f"不早于 {low.zh}" if query.low_inclusive else f"晚于 {low.zh}")
        en.append(f"since {low.en}" if query.low_inclusive else f"after {low.en}")
    if high is not None:
        zh.append(f"不晚于 {high.zh}" if query.high_inclusive else f"早于 {high.zh}")
        en.append(f"up to {high.en}" if query.high_inclusive else f"before {high.en}")
    return Wording(f"{label.zh}{'且'.join(zh)}", f"{verb} {' and '.join(en)}")


def spoken_date(value: str) -> Wording:
    """Return a date of any precision as a sentence says it.

    >>> spoken_date("2025-11-18").en, spoken_date("2025-11").zh
    ('18 November 2025', '2025 年 11 月')
    """
    year, *rest = value.split("-")
    zh = f"{year} 年" + "".join(f" {int(part)} {unit}" for part, unit in zip(rest, "月日", strict=False))
    words = [str(int(rest[1]))] if len(rest) == 2 else []
    words += [_MONTHS[int(rest[0]) - 1]] if rest else []
    return Wording(zh, " ".join([*words, year]))
