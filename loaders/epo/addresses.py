"""The city in the last line of an address as the European Patent Office prints it, without its postcode."""

import re

_BEFORE = re.compile(r"^(?:[A-Z]{1,3}\s*-\s*)?\d{3,6}(?:\s*[A-Z]{2}\b)?(?:\s+\d{2}\b)?\s+(?=[^\d\s])")
_AFTER = re.compile(
    r"\s+(?:[A-Z]{1,2}\d[\dA-Z]?\s*\d[A-Z]{2}|[A-Z]\d[A-Z]\s*\d[A-Z]\d|[A-Z]{0,2}-?\d{3,}(?:-\d{3,4})?)$"
)
_LONGEST = 300


def place(line: str | None, country: str | None) -> tuple[str | None, str | None]:
    """Return city and, for the United States and Canada, the state.

    >>> place("81671 München", "DE"), place("Barrington, IL 60010", "US"), place("Tokyo 100-8405", "JP")
    (('München', None), ('Barrington', 'IL'), ('Tokyo', None))
    >>> place("London WC1A 2RA", "GB"), place("St. Laurent, Québec H4M 2V2", "CA"), place("DK - 2600 Glostrup", "DK")
    (('London', None), ('St. Laurent', 'Québec'), ('Glostrup', None))
    >>> place(None, "DE")
    (None, None)
    """
    if not line:
        return None, None
    bare = _AFTER.sub("", _BEFORE.sub("", " ".join(line[:_LONGEST].split())))
    city, _, rest = bare.partition(",")
    city = _AFTER.sub("", city.strip())
    state = _AFTER.sub("", " " + rest.strip()).strip() if country in ("US", "CA") else ""
    return city or None, state or None
