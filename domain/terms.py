"""How long a right lasts by law, from its dates: the end of the term if every fee is paid.

What is returned is the last day of the term. Adjustments, extensions, supplementary certificates and disclaimers are
in no dates that a record carries, so a term may end later or earlier than the rule says. No rule, no date.

Sources, by office:
- US: 35 U.S.C. 154(a)(2), 154(c) (utility, plant; filed before 1995-06-08: 17 years from grant or 20 from filing),
  173 (designs: 15 years from grant, 14 where filed before 2015-05-13), 1058 of title 15 (marks: 10 years).
- EP: European Patent Convention, article 63. WO: none; a published international application is no right of its own.
- CN: 专利法第四十二条 (发明二十年；实用新型十年；外观设计十五年，2021-06-01 前申请的十年；1993-01-01 前申请的实用新型和外观设计
  五年加三年，1986-12-11 前申请的发明十五年); 商标法第三十九条; 集成电路布图设计保护条例第十二条; 特殊标志管理条例第九条.
- JP: 特許法 67, 実用新案法 15. KR: 특허법 88, 실용신안법 22. DE: PatG 16, GebrMG 23. GB: Patents Act 1977, 25.
  FR: Code de la propriété intellectuelle, L611-2.
- EM: Regulation (EU) 2017/1001, article 52 (marks, from filing); Regulation (EC) 6/2002, article 12 (designs).
- Madrid: Protocol, article 6.
"""

from datetime import timedelta

from domain.dates import first_day, years_later
from domain.filings import PartialDate, Right

_PATENTS_OF_20 = frozenset({"EP", "JP", "KR", "DE", "GB", "FR"})
_MODELS_OF_10 = frozenset({"JP", "KR", "DE"})


def term_end(
    right: Right,
    office: str,
    kind: str | None,
    filed: PartialDate | None,
    granted: PartialDate | None,
) -> PartialDate | None:
    """Return the last day of the term; ``granted`` is the grant or registration.

    >>> term_end("patent", "US", "B2", "2003-01-09", "2005-01-04"), term_end("patent", "US", "A", "1980-03-01", "1982-05-04")
    ('2023-01-09', '2000-03-01')
    >>> term_end("patent", "CN", "U", "1999-09-06", None), term_end("design", "CN", "S", "2021-06-01", None)
    ('2009-09-05', '2036-05-31')
    >>> term_end("design", "US", "S1", "2008-12-17", "2010-01-05"), term_end("trademark", "EM", None, "2020-04-08", None)
    ('2024-01-05', '2030-04-08')
    >>> term_end("gi", "GB", None, "2000-01-01", None) is None
    True
    """
    if right == "patent":
        return _patent(office, (kind or "")[:1], filed, granted)
    if right == "design":
        return _design(office, (kind or "")[:1], filed, granted)
    if right == "trademark":
        return _mark(office, filed, granted)
    if office == "CN" and right == "layout":
        return _day_before(filed, 10)
    if office == "CN" and right == "sign":
        return _day_before(granted, 4)
    return None


def _patent(office: str, kind: str, filed: PartialDate | None, granted: PartialDate | None) -> PartialDate | None:
    if office == "US":
        return _american(kind, filed, granted)
    if not filed:
        return None
    if office == "CN":
        return _chinese(kind, filed)
    if kind in ("U", "Y"):
        return years_later(filed, 10) if office in _MODELS_OF_10 else None
    return years_later(filed, 20) if office in _PATENTS_OF_20 else None


def _american(kind: str, filed: PartialDate | None, granted: PartialDate | None) -> PartialDate | None:
    """Reissues keep the term of the patent reissued and inventions registered without examination have none."""
    if kind in ("E", "H", "T"):
        return None
    if filed and filed >= "1995-06-08":
        return years_later(filed, 20)
    if not granted:
        return None
    by_grant = years_later(granted, 17)
    by_filing = years_later(filed, 20) if filed else by_grant
    return max(by_grant, by_filing) if by_grant >= "1995-06-08" else by_grant


def _chinese(kind: str, filed: PartialDate) -> PartialDate | None:
    if kind in ("U", "Y"):
        return _day_before(filed, 10 if filed >= "1993" else 8)
    if kind in ("S", "D"):
        return _design("CN", kind, filed, None)
    return _day_before(filed, 20 if filed >= "1986-12-11" else 15)


def _design(office: str, kind: str, filed: PartialDate | None, granted: PartialDate | None) -> PartialDate | None:
    if office == "US":
        return years_later(granted, 15 if filed and filed >= "2015-05-13" else 14) if granted else None
    if office == "CN" and filed:
        return _day_before(filed, 15 if filed >= "2021-06-01" else 10 if filed >= "1993" else 8)
    if office == "EM" and filed:
        return years_later(filed, 25)
    return None


def _mark(office: str, filed: PartialDate | None, registered: PartialDate | None) -> PartialDate | None:
    if office == "EM":
        return years_later(filed, 10) if filed else None
    if not registered:
        return None
    if office == "CN":
        return _day_before(registered, 10)
    if office == "US":
        return years_later(registered, 10 if registered >= "1989-11-16" else 20)
    return years_later(registered, 10) if office == "WO" else None


def _day_before(start: PartialDate | None, years: int) -> PartialDate | None:
    """The Chinese office counts the first day in: a term from 6 September ends on 5 September."""
    if not start:
        return None
    end = years_later(start, years)
    return (first_day(end) - timedelta(days=1)).isoformat() if len(end) == 10 else end
