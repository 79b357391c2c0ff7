"""Numbers as the EPO's master database (DOCDB) and its index (epodoc) write them, turned into our normal form.

DOCDB gives country, number and kind apart. An application number is abridged by rules of each country: a serial and two
digits of the year (US before 2008: ``9500698`` kind P is 60/095,006 of 1998), year, series and serial since
(``202163230089``), the receiving office as the country with kind W for an international application, the year without
a type (KR). So the date and kind of an application say how to read it. epodoc joins country, year and a padded serial
(``US19980095006P``). Source: EPO, DOCDB and epodoc number formats ("Data formats for application numbers").

Limits: a US serial of 2011 or later without its series cannot be completed and stays as DOCDB has it; the US national
phase of an international application has a serial of the day of its entry and not of the filing date that it bears,
so its series, where it is left out, may be read as the one before.
"""

import re

from domain.filings import PartialDate
from domain.numbers import cn, ep, others, us, wo
from domain.numbers.spelling import folded, joined

_EPODOC = re.compile(r"([A-Z]{2})(.+?)([A-Z])?")


def application(country: str, text: str, kind: str | None = None, date: PartialDate | None = None) -> tuple[str, str]:
    """Return office and normal form of an application number in DOCDB's spelling.

    >>> application("US", "9500698", "P", "1998-07-30"), application("US", "202163230089", "P", "2021-08-06")
    (('US', '60095006'), ('US', '63230089'))
    >>> application("US", "12345604", "A", "2004-03-02"), application("US", "77785991", "A", "1991-10-16")
    (('US', '10123456'), ('US', '07777859'))
    >>> application("IB", "2022055385", "W", "2022-06-09"), application("EP", "10167109", "A", "2010-06-24")
    (('WO', 'PCTIB2022055385'), ('EP', '10167109'))
    >>> application("JP", "8000290", "A", "1990-01-05"), application("JP", "2002156293", "A", "2002-05-29")
    (('JP', '1990080002'), ('JP', '2002156293'))
    >>> application("KR", "20180000830", "A", "2018-01-03"), application("CN", "201210012345", "A")
    (('KR', '1020180000830'), ('CN', '201210012345X'))
    """
    if international := wo.application(text, country, kind):
        return "WO", international
    number = joined(text)
    year = (date or "")[:4]
    if country == "US":
        return "US", _american(number, kind, date)
    if country == "JP" and year and year < "2000" and re.fullmatch(r"\d{1,6}" + year[2:], number):
        return "JP", year + number[:-2].zfill(6)
    if country == "CN":
        return "CN", cn.application(number)
    if country == "EP":
        return "EP", ep.application(number)
    return country, others.application(country, number, kind)


def _american(number: str, kind: str | None, date: PartialDate | None) -> str:
    year = (date or "")[:4]
    if len(number) == 12 and number[:2] in ("19", "20"):
        return number[4:]
    if year and number.isdigit() and number.endswith(year[2:]) and 3 <= len(number) <= 8 and date:
        series = us.series_of(int(number[:-2]), kind, date)
        if series:
            return series + number[:-2].zfill(6)
    return us.application(number, kind, date)


def epodoc(text: str, date: PartialDate | None = None) -> tuple[str, str] | None:
    """Return office and normal form of an application number in epodoc's spelling, ``None`` for other text.

    >>> epodoc("US19980095006P"), epodoc("WO2022IB55385"), epodoc("EP20100167109"), epodoc("JP20020156293")
    (('US', '60095006'), ('WO', 'PCTIB2022055385'), ('EP', '10167109'), ('JP', '2002156293'))
    >>> epodoc("KR20180000830"), epodoc("CN201210012345"), epodoc("FR19620918235")
    (('KR', '1020180000830'), ('CN', '201210012345X'), ('FR', '19620918235'))
    """
    plain = joined(folded(text))
    if international := wo.application(plain):
        return "WO", international
    found = _EPODOC.fullmatch(plain)
    if not found:
        return None
    office, number, kind = found[1], found[2], found[3]
    if found := re.fullmatch(r"((?:19|20)\d{2})(\d{7})", number):
        if office == "US":
            return "US", us.application(str(int(found[2])), kind, date or found[1])
        if office == "JP":
            return "JP", found[1] + found[2][1:]
    return application(office, number, kind, date)
