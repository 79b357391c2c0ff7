"""The columns of a tabular export, read off a filing."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from domain.fields.reading import nice_classes
from domain.filings import Filing, PartyRole
from domain.legal_events import REASON_LABELS, STATE_LABELS
from domain.text import Text, Wording


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading in both languages and how its cell is read."""

    name: str
    heading: Wording
    read: Callable[[Filing, str], str]


def text_in(texts: Sequence[Text], lang: str) -> str:
    """Return the text in the reader's language, else in the filing's first language."""
    return next((one.text for one in texts if one.lang == lang), texts[0].text if texts else "")


def joined(values: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(value for value in values if value))


def name_of(filing: Filing, lang: str) -> str:
    """Return what the filing is called: its title, or the words of its mark."""
    sign = getattr(filing, "mark", None)
    return text_in(filing.title, lang) or (sign.text if sign is not None and sign.text else "")


def _parties(*roles: PartyRole) -> Callable[[Filing, str], str]:
    return lambda filing, lang: joined(one.name for one in filing.parties if one.role in roles)


def _classes(scheme: str) -> Callable[[Filing, str], str]:
    return lambda filing, lang: joined(one.symbol for one in filing.classes if one.scheme == scheme)


def _date(name: str) -> Callable[[Filing, str], str]:
    return lambda filing, lang: getattr(filing.dates, name) or ""


def _number(*types: str) -> Callable[[Filing, str], str]:
    return lambda filing, lang: joined(one.number for one in filing.numbers if one.type in types)


def _status(filing: Filing, lang: str) -> str:
    return STATE_LABELS[filing.status.state].in_language(lang)


def _reason(filing: Filing, lang: str) -> str:
    label = REASON_LABELS.get(filing.status.reason or "")
    return label.in_language(lang) if label else (filing.status.reason or "")


COLUMNS: tuple[Column, ...] = (
    Column("id", Wording("标识", "Id"), lambda filing, lang: filing.id),
    Column("right", Wording("权利类型", "Right"), lambda filing, lang: filing.right),
    Column("office", Wording("国家/机构", "Office"), lambda filing, lang: filing.office),
    Column("kind", Wording("文献种类", "Kind"), lambda filing, lang: filing.kind or ""),
    Column("title", Wording("名称", "Title or mark"), name_of),
    Column("applicant", Wording("申请人", "Applicant"), _parties("applicant", "assignee")),
    Column("inventor", Wording("发明人", "Inventor"), _parties("inventor", "designer")),
    Column("proprietor", Wording("权利人", "Proprietor"), _parties("proprietor", "assignee")),
    Column("agent", Wording("代理机构", "Agent"), _parties("agent")),
    Column("publication", Wording("公开号", "Publication"), _number("publication")),
    Column("application", Wording("申请号", "Application"), _number("application", "international")),
    Column("registration", Wording("注册号", "Registration"), _number("registration")),
    Column("priority", Wording("优先权号", "Priority"), _number("priority")),
    Column("filed", Wording("申请日", "Filed"), _date("filed")),
    Column("published", Wording("公开日", "Published"), _date("published")),
    Column("granted", Wording("授权日", "Granted"), _date("granted")),
    Column("registered", Wording("注册日", "Registered"), _date("registered")),
    Column("priority_date", Wording("优先权日", "Priority date"), _date("priority")),
    Column("expires", Wording("届满日", "Expires"), _date("expires")),
    Column("status", Wording("法律状态", "Status"), _status),
    Column("status_since", Wording("状态起始", "Status since"), lambda filing, lang: filing.status.since or ""),
    Column("status_reason", Wording("失效原因", "Reason"), _reason),
    Column("ipc", Wording("IPC", "IPC"), _classes("ipc")),
    Column("cpc", Wording("CPC", "CPC"), _classes("cpc")),
    Column("locarno", Wording("洛迦诺分类", "Locarno"), _classes("locarno")),
    Column("nice", Wording("尼斯类别", "Nice"), lambda filing, lang: joined(nice_classes(filing))),
    Column("vienna", Wording("图形要素", "Vienna"), _classes("vienna")),
    Column("family", Wording("同族", "Family"), lambda filing, lang: filing.family or ""),
    Column("abstract", Wording("摘要", "Abstract"), lambda filing, lang: text_in(filing.abstract, lang)),
)
