"""Lists of goods, signs, countries and fields of technology: one row, one title.

Schemes: ``nice`` the 45 classes; ``group`` the Chinese similar groups (类似群) under their classes; ``goods`` the terms
of the Nice list by basic number, under their class, in Chinese and English; ``vienna`` the figurative elements;
``country`` the two-letter codes; ``technology`` WIPO's 35 fields; ``coordinated`` the classes whose goods meet those of a
class in trade, as its title. A basic number with several terms has them joined.
"""

import json
import re
from collections.abc import Iterable, Iterator

from domain.class_titles import NICE, short_titles
from domain.classification import ancestors, symbol_or_none
from domain.countries import COUNTRIES
from domain.engine import ClassTitle
from domain.errors import RecordRejected
from domain.technology import FIELDS, field_name
from loaders.reference.table import rows, text
from loaders.sources import Head
from loaders.streams import Readable


def is_nice_classes(head: Head) -> bool:
    """Recognise the list of Nice classes: a JSON array of objects with number, heading and what a class includes."""
    start = head.text.lstrip("\ufeff \r\n\t")
    return start.startswith("[") and all(f'"{name}"' in start for name in ("number", "heading", "includes"))


def nice_classes(stream: Readable) -> Iterator[ClassTitle]:
    """Yield the Nice classes with their headings."""
    try:
        classes = json.loads(text(stream))
    except json.JSONDecodeError as fault:
        raise RecordRejected("不是 JSON", "not JSON", stage="record", offset=fault.pos) from None
    for one in classes if isinstance(classes, list) else ():
        if not isinstance(one, dict):
            continue
        symbol = symbol_or_none("nice", str(one.get("number", "")))
        if symbol is not None and one.get("heading"):
            yield ClassTitle("nice", symbol, None, 1, NICE[symbol].zh, str(one["heading"]))


def nice_terms(stream: Readable) -> Iterator[ClassTitle]:
    """Yield the terms of the alphabetical list."""
    found: dict[str, tuple[str, list[str]]] = {}
    for row in rows(stream):
        symbol = symbol_or_none("nice", row["class_number"])
        if symbol is not None and row["basic_number"].isdigit() and row["language"] in ("en", ""):
            found.setdefault(row["basic_number"], (symbol, []))[1].append(row["term"])
    for number, (symbol, terms) in found.items():
        yield ClassTitle("goods", number, symbol, 2, None, _joined(terms, "; "))


def similar_groups(stream: Readable) -> Iterator[ClassTitle]:
    """Yield the Chinese similar groups, their classes and the goods in them."""
    groups: dict[str, str] = {}
    goods: dict[str, tuple[str, list[str]]] = {}
    for row in rows(stream):
        group = symbol_or_none("group", row["group"])
        if group is None:
            continue
        groups.setdefault(group, row["group_name"])
        if row["item_code"]:
            goods.setdefault(row["item_code"], (ancestors("group", group)[0], []))[1].append(row["item_name"])
    yield from _classes(groups)
    for group, name in groups.items():
        yield ClassTitle("group", group, ancestors("group", group)[0], 2, name, None)
    for number, (symbol, names) in goods.items():
        yield ClassTitle("goods", number, symbol, 2, _joined(names, "；"), None)


def _classes(groups: Iterable[str]) -> Iterator[ClassTitle]:
    for symbol in dict.fromkeys(ancestors("group", group)[0] for group in groups):
        name = NICE[symbol]
        yield ClassTitle("group", symbol, None, 1, name.zh, name.en)


def goods_in_both(stream: Readable) -> Iterator[ClassTitle]:
    """Yield the goods that the Nice list and the Chinese table have in common, in both languages."""
    for row in rows(stream):
        symbol = symbol_or_none("nice", row["class"])
        if symbol is not None:
            yield ClassTitle("goods", row["basic_number"], symbol, 2, row["cn_name"] or None, row["en_terms"] or None)


def coordinated(stream: Readable) -> Iterator[ClassTitle]:
    """Yield the Nice classes with the classes coordinated with each, as an office has them."""
    for row in rows(stream):
        symbol = symbol_or_none("nice", row["class"])
        others = [symbol_or_none("nice", one.strip()) for one in re.split("[;,]", row["coordinated_classes"])]
        named = [one for one in dict.fromkeys(others) if one and one != symbol]
        if symbol is not None:
            yield ClassTitle("coordinated", symbol, None, 1, "；".join(named) or "无", "; ".join(named) or "none")


def vienna(stream: Readable) -> Iterator[ClassTitle]:
    """Yield the categories, divisions and sections of the Vienna Classification."""
    for row in rows(stream):
        symbol = symbol_or_none("vienna", row["idcategory"])
        if symbol is not None and row["categdesc"]:
            upper = ancestors("vienna", symbol)
            yield ClassTitle("vienna", symbol, upper[-1] if upper else None, len(upper) + 1, None, row["categdesc"])


def countries(stream: Readable) -> Iterator[ClassTitle]:
    """Yield the countries by their two-letter codes; their names are our own where we have one."""
    for row in rows(stream):
        code = row["ISO3166-1-Alpha-2"]
        if len(code) != 2:
            continue
        known = COUNTRIES.get(code)
        zh = known.zh if known else row.get("official_name_cn") or None
        en = known.en if known else row.get("official_name_en") or None
        yield ClassTitle("country", code, None, 1, zh, en)


def technology(stream: Readable) -> Iterator[ClassTitle]:
    """Yield WIPO's fields of technology."""
    known: set[str] = set()
    for row in rows(stream):
        number = row["Field_number"]
        name = field_name(number)
        if name is not None and number not in known:
            known.add(number)
            yield ClassTitle("technology", number, None, 1, name.zh, row["Field_en"] or name.en)


def own_titles() -> Iterator[ClassTitle]:
    """Yield the short titles that need no table: sections, Locarno and Nice classes, fields of technology."""
    for scheme in ("ipc", "cpc", "locarno", "nice", "group"):
        for symbol, name in short_titles(scheme).items():
            if scheme != "ipc" or symbol != "Y":
                yield ClassTitle(scheme, symbol, None, 1, name.zh, name.en)
    for field in FIELDS:
        yield ClassTitle("technology", str(field.number), None, 1, field.name.zh, field.name.en)


def _joined(names: Iterable[str], mark: str) -> str:
    return mark.join(dict.fromkeys(name for name in names if name))
