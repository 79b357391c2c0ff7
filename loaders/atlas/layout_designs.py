"""Layout designs of integrated circuits, from a table of our own definition (CSV; see ``docs/sources/csv.md``).

Invariants: in China the term ends ten years after the application or the first commercial use, whichever is earlier,
and in no case later than fifteen years after the creation; a date in the table goes before one that is worked out.
"""

from collections.abc import Mapping

from domain import numbers
from domain.dates import earliest, years_later
from domain.filings import Dates, LayoutDesign, LegalEvent, Number, Origin
from domain.text import Text, Wording
from loaders.atlas.columns import Columns, Row, has_columns, language_of
from loaders.atlas.states import status_of
from loaders.sources import Head, Layout, Source, dated

COLUMNS: Columns = {
    "office": ("局", "国别", "国家", "受理局"),
    "number": ("registration number", "登记号", "布图设计登记号", "专有权登记号"),
    "application_number": ("申请号", "布图设计申请号"),
    "title": ("name", "名称", "布图设计名称"),
    "title_en": ("english title", "英文名称"),
    "category": ("type", "分类", "布图设计类别", "布图设计分类"),
    "holder": ("proprietor", "applicant", "owner", "权利人", "布图设计权利人", "申请人"),
    "holder_country": ("country", "权利人国籍", "权利人国别"),
    "holder_city": ("city", "权利人城市", "所在城市"),
    "creator": ("creators", "designer", "创作人", "布图设计创作人"),
    "agent": ("agency", "代理机构"),
    "created": ("creation date", "创作完成日", "创作完成日期", "布图设计创作完成日"),
    "first_use": ("first commercial use", "首次商业利用日", "首次商业利用时间", "首次投入商业利用日"),
    "filed": ("filing date", "application date", "申请日", "申请日期", "布图设计申请日"),
    "announced": ("announcement date", "公告日", "公告日期"),
    "registered": ("registration date", "certificate date", "登记日", "颁证日", "颁证日期"),
    "expires": ("expiry date", "届满日", "有效期至", "专有权届满日"),
    "status": ("state", "状态", "法律状态"),
    "ended": ("end date", "终止日", "终止日期"),
    "summary": ("abstract", "简要说明", "结构技术功能"),
    "as_of": ("date of the list", "数据日期", "截至日期"),
}

_TERM, _TERM_FROM_CREATION = 10, 15


def recognises(head: Head) -> bool:
    """Recognise the table by its header: a number, a title, and the date of creation or of first commercial use."""
    return has_columns(head, COLUMNS, ("number", "title")) and (
        has_columns(head, COLUMNS, ("created",)) or has_columns(head, COLUMNS, ("first_use",))
    )


def parse(record: Mapping[str, object], origin: Origin) -> LayoutDesign:
    """Read one row."""
    row = Row(record, COLUMNS)
    office, number = row.office(), row.needed("number")
    dates = _dates(row, office)
    title = [Text(language_of(row.needed("title")), row.needed("title"))]
    english = row.get("title_en")
    summary = row.get("summary")
    own = [Number(type="registration", office=office, number=number, date=dates.registered)]
    application = row.get("application_number")
    if application:
        own.insert(0, Number(type="application", office=office, number=application, date=dates.filed))
    holders = row.parties("holder", "proprietor", country=row.get("holder_country"), city=row.get("holder_city"))
    return LayoutDesign(
        id=numbers.layout_id(office, number),
        office=office,
        language=title[0].lang,
        origin=dated(origin, row.date("as_of") or dates.ended_on or dates.registered or dates.published),
        status=status_of(row, dates),
        numbers=tuple(own),
        dates=dates,
        title=(*title, Text("en", english)) if english else tuple(title),
        abstract=(Text(language_of(summary), summary),) if summary else (),
        parties=tuple(holders + row.parties("creator", "designer") + row.parties("agent", "agent")),
        events=_events(row, office),
        product=row.get("category"),
    )


def _dates(row: Row, office: str) -> Dates:
    filed, used, created = row.date("filed"), row.date("first_use"), row.date("created")
    registered = row.date("registered") or row.date("announced")
    begun = earliest(filed, used)
    ends = [years_later(begun, _TERM) if begun else None]
    ends.append(years_later(created, _TERM_FROM_CREATION) if created else None)
    return Dates(
        filed=filed,
        published=row.date("announced"),
        registered=registered,
        in_force_from=registered,
        ended_on=row.date("ended"),
        expires=row.date("expires") or (earliest(*ends) if office == "CN" and begun else None),
    )


def _events(row: Row, office: str) -> tuple[LegalEvent, ...]:
    """Return creation and first commercial use, which a layout design's term depends on."""
    told = (("created", Wording("创作完成", "Created")), ("first_use", Wording("首次商业利用", "First commercial use")))
    return tuple(
        LegalEvent(date=row.date(name), office=office, category="other", text=f"{words.zh} / {words.en}")
        for name, words in told
        if row.date(name)
    )


SOURCE = Source(
    name="layout-designs-csv",
    title=Wording("集成电路布图设计（本项目的 CSV）", "Layout designs of integrated circuits (our CSV)"),
    office="CN",
    rights=("layout",),
    rank="extract",
    layout=Layout("csv"),
    recognises=recognises,
    parse=parse,
    reads="CSV, columns of docs/sources/csv.md",
)
