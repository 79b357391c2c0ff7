"""The dates of a filing; each is an integer YYYYMMDD in an index, and its facet counts years."""

from domain.fields import reading
from domain.fields.field import Field
from domain.text import Wording


def _date(name: str, zh: str, en: str, sentence: Wording, *aliases: str, inid: str | None = None, facet: bool = False,
          attribute: str | None = None) -> Field:  # fmt: skip
    return Field(
        name=name,
        label=Wording(zh, en),
        kind="date",
        aliases=aliases,
        inid=inid,
        facet=facet,
        sort=True,
        sentence=sentence,
        read=reading.date(attribute or name),
    )


FIELDS: tuple[Field, ...] = (
    _date(
        "published", "公开日", "Published", Wording("该公布文本的日期。", "When this publication came out."),
        "pd", "公开日", "公告日", inid="43", facet=True,
    ),
    _date(
        "filed", "申请日", "Filed", Wording("提出申请的日期。", "When the application was filed."),
        "ad", "申请日", inid="22", facet=True,
    ),
    _date(
        "granted", "授权日", "Granted", Wording("授予权利的日期。", "When the right was granted."),
        "gd", "授权日", inid="45", facet=True,
    ),
    _date(
        "registered", "注册日", "Registered", Wording("登记注册的日期。", "When it was entered in the register."),
        "rd", "注册日", inid="151", facet=True,
    ),
    _date(
        "priority_date", "优先权日", "Priority date",
        Wording("最早的优先权日；未要求优先权者无此日期。", "The earliest date of priority claimed."),
        "prd", "优先权日", inid="32", facet=True, attribute="priority",
    ),
    _date(
        "expires", "届满日", "Expires",
        Wording("按期缴费时保护期的终点。", "When the term ends if all fees are paid."),
        "届满日", inid="180", facet=True,
    ),
    _date(
        "in_force_from", "生效日", "In force from", Wording("权利生效的日期。", "From when the right has been in force."),
        "生效日",
    ),
    _date(
        "ended_on", "终止日", "Ended on", Wording("权利终止的日期。", "When the right ended."), "终止日",
    ),
)  # fmt: skip
