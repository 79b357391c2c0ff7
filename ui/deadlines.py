"""The dates that matter for a registered right, each with the rule that gives it, counted from the record's own dates.

Nothing is counted from a date that the record does not give to the day, and no term is stated that the record does not
state: the rule is named only where it leads to the recorded date.
"""

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from domain.dates import years_later
from domain.filings import Filing
from domain.text import Wording


@dataclass(frozen=True, slots=True)
class Deadline:
    """A date, what it means, and the rule; ``open`` marks a period that began then and has no end."""

    date: str
    what: Wording
    rule: Wording
    open: bool = False


@dataclass(frozen=True, slots=True)
class _Register:
    """What one register's law says of marks, in months and years from the dates of a record."""

    opposition: tuple[int, Wording]
    renewal: tuple[int, Wording]
    grace: tuple[int, Wording]
    term: tuple[str, Wording]
    use: tuple[tuple[int, Wording, Wording, bool], ...]


_OPPOSED = Wording("异议期届满", "opposition period ends")
_RENEWS = Wording("可开始续展", "renewal opens")
_ENDS = Wording("有效期届满", "term ends")
_LAST = Wording("宽展期最后一日（加收费用）", "last day to renew, with surcharge")
_RECORDED = Wording("主管局的记载", "as the office records it")
_HALF_YEAR = Wording("6 个月宽展期", "6 months of grace")

_MARKS: dict[str, _Register] = {
    "US": _Register(
        (30, Wording("公告之日起 30 日，可延期；15 U.S.C. 1063", "30 days from publication, extensible; 15 U.S.C. 1063")),
        (12, Wording("届满前 12 个月；15 U.S.C. 1059", "12 months before the end; 15 U.S.C. 1059")),
        (6, _HALF_YEAR),
        ("registered", Wording("自注册日起每 10 年；15 U.S.C. 1058、1059", "10 years from registration; 15 U.S.C. 1058, 1059")),
        (
            (5, Wording("可提交使用声明", "declaration of use may be filed"), Wording("注册满 5 年；15 U.S.C. 1058", "5 years from registration; 15 U.S.C. 1058"), False),
            (6, Wording("提交使用声明的最后一日", "last day for the declaration of use"), Wording("注册满 6 年，另有 6 个月宽限", "6 years from registration; 6 months of grace"), False),
        ),
    ),
    "EM": _Register(
        (-3, Wording("公布之日起 3 个月；(EU) 2017/1001 第 46 条", "3 months from publication; Art. 46 (EU) 2017/1001")),
        (6, Wording("届满前 6 个月；第 53 条", "6 months before the end; Art. 53")),
        (6, _HALF_YEAR),
        ("filed", Wording("自申请日起 10 年；第 52 条", "10 years from filing; Art. 52")),
        ((5, Wording("可因连续五年未使用被请求撤销", "open to a request for revocation for non-use"), Wording("自注册日起 5 年；第 18 条", "5 years from registration; Art. 18"), True),),
    ),
}  # fmt: skip


def deadlines(filing: Filing, data_date: str) -> list[Deadline]:
    """Return the dates that still matter, earliest first; none for a right that has ended."""
    if filing.status.state not in ("pending", "in_force"):
        return []
    found = {
        "trademark": _of_mark,
        "design": _of_design,
        "layout": _of_layout,
        "sign": _of_sign,
    }.get(filing.right, lambda one: iter(()))(filing)
    return sorted((one for one in found if one.open or one.date >= data_date), key=lambda one: one.date)


def _of_mark(filing: Filing) -> Iterator[Deadline]:
    register, dates = _MARKS.get(filing.office), filing.dates
    if register is None:
        yield from _recorded_end(filing)
        return
    length, rule = register.opposition
    if _whole(dates.published) and filing.status.state == "pending":
        end = _days(dates.published or "", length) if length > 0 else months_later(dates.published or "", -length)
        yield Deadline(end, _OPPOSED, rule)
    for years, what, rule, still in register.use if _whole(dates.registered) else ():
        yield Deadline(years_later(dates.registered or "", years), what, rule, still)
    if _whole(dates.expires):
        expires = dates.expires or ""
        yield Deadline(months_later(expires, -register.renewal[0]), _RENEWS, register.renewal[1])
        yield Deadline(expires, _ENDS, register.term[1] if _follows(filing, register.term[0], 10) else _RECORDED)
        yield Deadline(months_later(expires, register.grace[0]), _LAST, register.grace[1])


def _of_design(filing: Filing) -> Iterator[Deadline]:
    expires = filing.dates.expires or ""
    if filing.office != "EM" or not _whole(expires):
        rule = _RECORDED
        if filing.office == "US" and (_follows(filing, "granted", 15) or _follows(filing, "granted", 14)):
            rule = Wording("自授权日起 15 年（2015-05-13 前申请的 14 年）；35 U.S.C. 173",
                           "15 years from grant, 14 if filed before 13 May 2015; 35 U.S.C. 173")  # fmt: skip
        yield from _recorded_end(filing, rule)
        return
    rule = Wording(
        "每期 5 年，自申请日起最长 25 年；(EC) 6/2002", "periods of 5 years, at most 25 from filing; (EC) 6/2002"
    )
    yield Deadline(months_later(expires, -6), _RENEWS, Wording("届满前 6 个月", "6 months before the end"))
    yield Deadline(expires, _ENDS, rule)
    yield Deadline(months_later(expires, 6), _LAST, _HALF_YEAR)
    if _whole(filing.dates.filed):
        longest = years_later(filing.dates.filed or "", 25)
        yield Deadline(longest, Wording("最迟届满日", "latest possible end"), rule)


def _of_layout(filing: Filing) -> Iterator[Deadline]:
    rule = Wording("自申请日或首次商业利用日起 10 年，以较前者为准；《集成电路布图设计保护条例》第 12 条",
                   "10 years from filing or first commercial use, whichever is earlier; Art. 12 of the Regulations")  # fmt: skip
    yield from _recorded_end(filing, rule if filing.office == "CN" else _RECORDED)
    created = next((one.date for one in filing.events if "创作完成" in (one.text or "")), None)
    if filing.office == "CN" and _whole(created):
        yield Deadline(
            years_later(created or "", 15),
            Wording("最迟届满日", "latest possible end"),
            Wording("自创作完成日起 15 年；第 12 条", "15 years from creation; Art. 12"),
        )


def _of_sign(filing: Filing) -> Iterator[Deadline]:
    rule = _RECORDED
    if filing.office == "CN" and _follows(filing, "registered", 4):
        rule = Wording("自核准登记之日起 4 年，届满前 3 个月内可申请延期；《特殊标志管理条例》",
                       "4 years from registration; extension may be asked for in the last 3 months")  # fmt: skip
    yield from _recorded_end(filing, rule)


def _recorded_end(filing: Filing, rule: Wording = _RECORDED) -> Iterator[Deadline]:
    if filing.dates.expires:
        yield Deadline(filing.dates.expires, _ENDS, rule)


def _follows(filing: Filing, begin: str, years: int) -> bool:
    """Tell whether the recorded end is a whole number of terms after the beginning, give or take a day."""
    start, end = getattr(filing.dates, begin) or "", filing.dates.expires or ""
    if not _whole(start) or not _whole(end):
        return False
    counted = range(years, 60 if years == 10 else years + 1, years)
    return any(abs(_day(years_later(start, one)) - _day(end)) <= timedelta(1) for one in counted)


def _whole(text: str | None) -> bool:
    return text is not None and len(text) == 10


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _days(text: str, count: int) -> str:
    return (_day(text) + timedelta(count)).isoformat()


def months_later(text: str, months: int) -> str:
    """Return the same day so many months later, or the month's last day.

    >>> months_later("2021-08-31", 6), months_later("2021-06-20", -12)
    ('2022-02-28', '2020-06-20')
    """
    day = _day(text)
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1])).isoformat()
