"""Where the office itself shows a record: a link to its own page, where it has a stable address."""

from urllib.parse import quote

from domain.filings import Filing
from domain.numbers import Reading


def official_page(filing: Filing) -> str | None:
    """Return the address of the office's own page, ``None`` where there is none that a link can reach."""
    number = _number(filing, "publication") or _number(filing, "registration") or _number(filing, "application")
    if filing.right == "trademark":
        serial = filing.id.rpartition("-TM-")[2]
        return {
            "US": f"https://tsdr.uspto.gov/#caseNumber={quote(serial)}&caseType=SERIAL_NO&searchType=statusSearch",
            "EM": f"https://euipo.europa.eu/eSearch/#details/trademarks/{quote(serial)}",
        }.get(filing.office)
    if filing.office == "EM" and filing.right == "design":
        return f"https://euipo.europa.eu/eSearch/#details/designs/{quote(filing.id.removeprefix('EM-D-'))}"
    if filing.right == "gi":
        return None
    if not number:
        return None
    return {
        "US": f"https://ppubs.uspto.gov/pubwebapp/external.html?q={quote(number)}.pn.",
        "EP": f"https://register.epo.org/application?number=EP{quote(_number(filing, 'application') or '')}",
        "WO": f"https://patentscope.wipo.int/search/en/detail.jsf?docId=WO{quote(number)}",
    }.get(filing.office)


def official_search(reading: Reading) -> str | None:
    """Return where the office shows a number that is not loaded here, ``None`` where no link can reach it."""
    number = quote(reading.number)
    if reading.right == "trademark":
        return {
            "US": f"https://tsdr.uspto.gov/#caseNumber={number}&caseType=SERIAL_NO&searchType=statusSearch",
            "EM": f"https://euipo.europa.eu/eSearch/#details/trademarks/{number}",
        }.get(reading.office)
    if reading.type != "publication":
        return None
    return {
        "US": f"https://ppubs.uspto.gov/pubwebapp/external.html?q={number}.pn.",
        "EP": f"https://worldwide.espacenet.com/patent/search?q=pn%3DEP{number}",
        "WO": f"https://patentscope.wipo.int/search/en/detail.jsf?docId=WO{number}",
    }.get(reading.office)


def _number(filing: Filing, kind: str) -> str | None:
    return next((one.number for one in filing.numbers if one.type == kind), None)
