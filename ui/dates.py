"""Dates as the guide writes them: in sentences, and in rows."""

_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def long_date(text: str | None, lang: str) -> str:
    """Return a date for a sentence.

    >>> long_date("2025-11-18", "en"), long_date("2025-11-18", "zh"), long_date("2009-04", "en")
    ('18 November 2025', '2025 年 11 月 18 日', 'April 2009')
    """
    if not text:
        return ""
    parts = text.split("-")
    if lang == "zh":
        return " ".join(f"{int(part)} {unit}" for part, unit in zip(parts, "年月日", strict=False))
    if len(parts) == 1:
        return parts[0]
    month = _MONTHS[int(parts[1]) - 1]
    return f"{int(parts[2])} {month} {parts[0]}" if len(parts) > 2 else f"{month} {parts[0]}"


def short_date(text: str | None, lang: str) -> str:
    """Return a date for a row: "18 Nov 2025", in Chinese ISO."""
    if lang == "zh" or not text or len(text) < 7:
        return text or ""
    parts = long_date(text, "en").split()
    return " ".join(one[:3] if one in _MONTHS else one for one in parts)
