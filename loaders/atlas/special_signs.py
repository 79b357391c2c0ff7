"""Special signs (official symbols, emblems, hallmarks, Olympic symbols…), from a table of our own definition (CSV).

Each row is a sign of a list in an edition. Invariants: the list and the edition stand as statements beside the sign;
what protects it and until when is what the table says, nothing is worked out.
"""

from collections.abc import Mapping

from domain import numbers
from domain.filings import Dates, Mark, Number, Origin, SpecialSign, Statement
from domain.text import Text, Wording
from loaders.atlas.columns import Columns, Row, has_columns, language_of, nice_symbols
from loaders.atlas.states import status_of
from loaders.sources import Head, Layout, Source, dated

COLUMNS: Columns = {
    "office": ("局", "国别", "国家"),
    "number": ("sign number", "编号", "登记号", "特殊标志登记号", "标志编号"),
    "sign": ("name", "sign name", "标志", "标志名称", "特殊标志", "特殊标志名称"),
    "sign_en": ("english name", "英文名称"),
    "category": ("type", "类型", "标志类型", "标志类别"),
    "holder": ("owner", "proprietor", "applicant", "所有人", "权利人", "申请人", "标志所有人"),
    "holder_country": ("country", "所有人国别"),
    "image": ("picture", "图样", "图片"),
    "description": ("说明", "标志说明", "含义"),
    "list": ("list name", "名录", "清单", "名单"),
    "edition": ("版本", "版次"),
    "product": ("goods", "商品", "商品和服务", "核准使用的商品和服务"),
    "nice": ("classes", "class", "类别", "商品类别", "尼斯类别"),
    "filed": ("filing date", "申请日", "申请日期"),
    "announced": ("announcement date", "公告日", "公告日期"),
    "registered": ("registration date", "approval date", "登记日", "核准日", "核准日期", "生效日"),
    "expires": ("expiry date", "valid until", "有效期至", "届满日"),
    "status": ("state", "状态", "法律状态"),
    "ended": ("end date", "终止日", "终止日期"),
    "as_of": ("date of the list", "数据日期", "截至日期"),
}
_STATED = ("category", "list", "edition", "description")


def recognises(head: Head) -> bool:
    """Recognise the table by its header: a number, a sign, and the list or category that protects it."""
    return has_columns(head, COLUMNS, ("number", "sign")) and (
        has_columns(head, COLUMNS, ("list",)) or has_columns(head, COLUMNS, ("category",))
    )


def parse(record: Mapping[str, object], origin: Origin) -> SpecialSign:
    """Read one row."""
    row = Row(record, COLUMNS)
    office, number, sign = row.office(), row.needed("number"), row.needed("sign")
    english, image = row.get("sign_en"), row.get("image")
    registered = row.date("registered") or row.date("announced")
    dates = Dates(
        filed=row.date("filed"),
        published=row.date("announced"),
        registered=registered,
        in_force_from=registered,
        ended_on=row.date("ended"),
        expires=row.date("expires"),
    )
    language = language_of(sign)
    return SpecialSign(
        id=numbers.sign_id(office, number),
        office=office,
        language=language,
        origin=dated(origin, row.date("as_of") or dates.ended_on or registered),
        status=status_of(row, dates),
        numbers=(Number(type="registration", office=office, number=number, date=registered),),
        dates=dates,
        title=(Text(language, sign), Text("en", english)) if english else (Text(language, sign),),
        parties=tuple(row.parties("holder", "proprietor", country=row.get("holder_country"))),
        classes=nice_symbols(row.several("nice")),
        mark=Mark(
            text=sign,
            kind="combined" if image else "word",
            image=image,
            statements=tuple(Statement(type=name, text=text) for name in _STATED if (text := row.get(name))),
        ),
        product=row.get("product"),
    )


SOURCE = Source(
    name="special-signs-csv",
    title=Wording("特殊标志、官方标志等（本项目的 CSV）", "Special signs, official symbols and the like (our CSV)"),
    office="CN",
    rights=("sign",),
    rank="extract",
    layout=Layout("csv"),
    recognises=recognises,
    parse=parse,
    reads="CSV, columns of docs/sources/csv.md",
)
