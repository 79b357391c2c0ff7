"""Legal events and recordals of any right, from a table of our own definition (CSV): each row amends a record.

Invariants: a row meets its record by number, and a number that may be several is rejected, never guessed; the category
is the table's, else that of the office's code or words; a transfer, licence or pledge names the new party of its role.
"""

import hashlib
from collections.abc import Mapping
from typing import cast, get_args

from domain.errors import RecordRejected
from domain.filings import RIGHTS, Amendment, LegalEvent, NumberType, Origin, Party, PartyRole, Right
from domain.gazette_codes import category_of, words_of
from domain.legal_events import CATEGORIES
from domain.numbers import Reading, number_key, readings
from domain.text import Wording
from loaders.atlas.columns import Columns, Row, has_columns
from loaders.sources import Head, Layout, Source, dated

COLUMNS: Columns = {
    "number": ("record number", "号码", "专利号", "申请号", "公开号", "注册号", "申请号/专利号", "申请(专利)号"),
    "office": ("局", "国别", "国家", "受理局"),
    "number_type": ("kind of number", "号码类型"),
    "right": ("权利类型", "权利种类"),
    "date": ("event date", "日期", "公告日", "法律状态公告日", "生效日", "事务日期"),
    "code": ("event code", "代码", "法律状态代码", "事务代码", "事件代码"),
    "category": ("event category", "类别", "事件类别", "法律状态", "事务类型"),
    "party": ("new party", "当事人", "变更后权利人", "变更后", "受让人", "被许可人", "质权人"),
    "party_country": ("country of the party", "当事人国别"),
    "role": ("party role", "当事人身份"),
    "text": ("description", "说明", "法律状态信息", "法律状态描述", "备注"),
    "event_id": ("event number", "事件编号", "合同备案号", "登记生效号"),
    "as_of": ("数据日期", "截至日期"),
}
_ROLES: dict[str, PartyRole] = {"assignment": "proprietor", "licence": "licensee", "pledge": "pledgee"}
_ROLE_WORDS: dict[str, PartyRole] = {
    "权利人": "proprietor",
    "专利权人": "proprietor",
    "注册人": "proprietor",
    "受让人": "proprietor",
    "申请人": "applicant",
    "被许可人": "licensee",
    "质权人": "pledgee",
    "代理人": "agent",
    "代理机构": "agent",
    "异议人": "opponent",
}
_NUMBER_TYPES: dict[str, NumberType] = {
    "publication": "publication",
    "application": "application",
    "registration": "registration",
    "公开号": "publication",
    "公告号": "publication",
    "申请号": "application",
    "注册号": "registration",
}
_RIGHT_WORDS: dict[str, Right] = {
    "专利": "patent",
    "商标": "trademark",
    "外观设计": "design",
    "地理标志": "gi",
    "布图设计": "layout",
    "特殊标志": "sign",
}
_ALSO: dict[Right, tuple[Right, ...]] = {"design": ("design", "patent")}
"""Numbers of designs that are granted as patents read as those of patents."""
_ENDING = ("注销", "解除", "cancel", "discharge")


def recognises(head: Head) -> bool:
    """Recognise the table by its header: a number, a date, and a code or a category."""
    return has_columns(head, COLUMNS, ("number", "date")) and (
        has_columns(head, COLUMNS, ("code",)) or has_columns(head, COLUMNS, ("category",))
    )


def parse(record: Mapping[str, object], origin: Origin) -> Amendment:
    """Read one row."""
    row = Row(record, COLUMNS)
    reading = _reading(row)
    office = row.office(reading.office if reading.office != "*" else "CN")
    date, code = row.date("date"), row.get("code")
    row.needed("date")
    category = _category(row, office, code)
    text = row.get("text") or words_of(office, code) or row.get("category")
    event = LegalEvent(date=date, code=code, office=office, category=category, text=text)
    return Amendment(
        target=reading.key,
        origin=dated(origin, row.date("as_of") or date),
        group=_group(row, event),
        events=(event,),
        parties=_parties(row, category, text or ""),
    )


def _reading(row: Row) -> Reading:
    """Return the one reading of the number that office, kind of number and right leave."""
    text, office, right = row.needed("number"), row.get("office"), _right(row)
    number_type = _number_type(row)
    told = readings(text) or (readings(f"{office}{text}") if office else ())
    found = [one for one in told if one.valid and one.office != "*"]
    for chosen in (
        [one for one in found if one.office == office.upper()] if office else found,
        [one for one in found if one.type == number_type] if number_type else found,
        [one for one in found if one.right in _ALSO.get(right, (right,))] if right else found,
    ):
        found = [one for one in found if one in chosen]
    keys = {one.key for one in found}
    if not found and office and number_type and right and all(one.valid for one in told):
        key = number_key(number_type, office.upper(), text, right)
        return Reading(number_type, office.upper(), text, None, key, True, right)
    if not found:
        raise RecordRejected("号码无法识别", "the number cannot be read", stage="format")
    if len(keys) > 1:
        raise RecordRejected(
            "号码有多种读法；请补充 office、number_type 与 right 列",
            "the number has several readings; add the columns office, number_type and right",
            stage="format",
        )
    return found[0]


def _right(row: Row) -> Right | None:
    said = (row.get("right") or "").casefold()
    return _RIGHT_WORDS.get(said) or (said if said in RIGHTS else None)


def _number_type(row: Row) -> NumberType | None:
    return _NUMBER_TYPES.get((row.get("number_type") or "").casefold())


def _category(row: Row, office: str, code: str | None) -> str:
    """Return the category that the table says, else the one of the office's code, else of the words."""
    said = row.get("category")
    if said:
        low = said.casefold()
        for name, one in CATEGORIES.items():
            if low in (name, one.label.zh, one.label.en.casefold()):
                return name
    category = category_of(office, code, " ".join(filter(None, (said, row.get("text")))))
    if category == "other" and not code and not row.get("text") and not said:
        raise RecordRejected("缺少事件的代码、类别与说明", "the event has no code, category or text", stage="format")
    return category


def _group(row: Row, event: LegalEvent) -> str:
    """Return what tells this event from the others of its record: the table's own number with code and date, else its words."""
    own = row.get("event_id")
    if own:
        return f"event:{own}:{event.code or event.category}:{event.date}"
    said = "\x1f".join((event.code or "", event.category, row.get("party") or "", event.text or ""))
    return f"event:{event.date}:{hashlib.sha256(said.encode()).hexdigest()[:12]}"


def _parties(row: Row, category: str, text: str) -> tuple[Party, ...]:
    """Return the parties that an event brings; a cancelled licence or a discharged pledge brings none."""
    said = row.get("role") or ""
    role = _ROLE_WORDS.get(said) or (cast(PartyRole, said) if said in get_args(PartyRole) else _ROLES.get(category))
    ended = category in ("licence", "pledge") and any(word in text.casefold() for word in _ENDING)
    if role is None or ended:
        return ()
    return tuple(row.parties("party", role, country=row.get("party_country")))


SOURCE = Source(
    name="legal-events-csv",
    title=Wording("法律状态与备案（本项目的 CSV）", "Legal events and recordals (our CSV)"),
    office="",
    rights=RIGHTS,
    rank="bibliography",
    layout=Layout("csv"),
    recognises=recognises,
    parse=parse,
    reads="CSV, columns of docs/sources/csv.md",
)
