"""A register of marks as a table of our own definition (CSV), so that an office can load its list.

Each row is a mark. Invariants: the office is ``XX`` unless the column ``office`` says otherwise; goods stand as
``class: term`` separated by semicolons, a term without a class belongs to the class before it, or to the row's only one;
similar groups and Vienna codes stand beside the classes.
"""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Literal

from domain.classification.goods import group, vienna
from domain.filings import ClassSymbol, Dates, Goods, Mark, Number, Origin, Statement, Trademark
from domain.numbers import mark_id
from domain.text import Text, Wording
from loaders.atlas.columns import Columns, Row, has_columns, language_of, nice_symbols
from loaders.atlas.states import status_of
from loaders.sources import Head, Layout, Source, dated

COLUMNS: Columns = {
    "id": ("number", "registration number", "application number", "注册号", "申请号", "商标注册号"),
    "mark": ("trademark", "sign", "商标", "商标名称"),
    "classes": ("class", "nice", "类别", "国际分类", "尼斯类别"),
    "groups": ("similar groups", "类似群", "类似群组"),
    "goods": ("goods and services", "商品", "商品和服务", "商品/服务"),
    "owner": ("proprietor", "applicant", "holder", "注册人", "申请人", "权利人"),
    "status": ("state", "状态", "法律状态", "商标状态"),
    "filed": ("filing date", "申请日", "申请日期"),
    "registered": ("registration date", "注册日", "注册日期"),
    "priority": ("priority date", "优先权日"),
    "expires": ("expiry date", "有效期至", "届满日"),
    "ended": ("end date", "终止日", "终止日期"),
    "office": ("局", "国别"),
    "vienna": ("vienna codes", "图形要素", "维也纳编码"),
    "translation": ("meaning", "译文", "含义"),
    "as_of": ("date of the list", "数据日期", "截至日期"),
}
_PIECES = re.compile(r"[;；]")
_GOODS = re.compile(r"\s*(?:(\d{1,2})\s*[:：]\s*)?(.+)")


def recognises(head: Head) -> bool:
    """Recognise the table by its header: a number, a mark and its classes."""
    return has_columns(head, COLUMNS, ("id", "mark", "classes"))


def parse(record: Mapping[str, object], origin: Origin) -> Trademark:
    """Read one row."""
    row = Row(record, COLUMNS)
    office, number, sign = row.office("XX"), row.needed("id"), row.get("mark")
    dates = Dates(
        filed=row.date("filed"), registered=row.date("registered"), priority=row.date("priority"),
        in_force_from=row.date("registered"), ended_on=row.date("ended"), expires=row.date("expires"),
    )  # fmt: skip
    nice = nice_symbols(row.several("classes"))
    others = [_symbol("group", found) for one in row.several("groups") if (found := group(one))]
    others += [_symbol("vienna", found) for one in row.several("vienna") if (found := vienna(one))]
    language = language_of(sign or "")
    translation = row.get("translation")
    return Trademark(
        id=mark_id(office, number),
        office=office,
        language=language,
        origin=dated(origin, row.date("as_of")),
        status=status_of(row, dates),
        numbers=(Number(type="registration", office=office, number=number, date=dates.registered),),
        dates=dates,
        title=(Text(language, sign),) if sign else (),
        parties=tuple(row.parties("owner", "proprietor")),
        classes=(*nice, *others),
        mark=Mark(
            text=sign,
            kind="combined" if sign and row.get("vienna") else "word" if sign else "figurative",
            statements=(Statement(type="translation", text=translation),) if translation else (),
        ),
        goods=tuple(_goods(row.get("goods") or "", [one.symbol for one in nice])),
    )


@lru_cache(16_384)
def _symbol(scheme: Literal["group", "vienna"], symbol: str) -> ClassSymbol:
    return ClassSymbol(scheme=scheme, symbol=symbol)


def _goods(text: str, classes: Sequence[str]) -> list[Goods]:
    """Return the goods by class, in the order of the text."""
    found: dict[str, list[str]] = {}
    current = classes[0] if len(classes) == 1 else ""
    for piece in _PIECES.split(text):
        nice, term = _known_piece(piece) if len(piece) <= _SHORT else _piece(piece)
        current = nice or current
        if current and term:
            found.setdefault(current, []).append(term)
    return [Goods(class_=one, lang=language_of(terms[0]), text="; ".join(terms)) for one, terms in found.items()]


def _piece(text: str) -> tuple[str, str]:
    """Return the class that a piece of the goods names, empty where it names none, and its term."""
    matched = _GOODS.fullmatch(text.strip())
    if matched is None:
        return "", ""
    return str(int(matched[1])) if matched[1] else "", matched[2].strip()


_known_piece = lru_cache(32_768)(_piece)
_SHORT = 120
"""Characters of a piece of the goods that is kept as it was read: the terms of a classification come again and again."""


SOURCE = Source(
    name="mark-register-csv",
    title=Wording("商标注册簿（本项目的 CSV）", "A register of marks (our CSV)"),
    office="XX",
    rights=("trademark",),
    rank="extract",
    layout=Layout("csv"),
    recognises=recognises,
    parse=parse,
    reads="CSV, columns of docs/sources/csv.md",
)
