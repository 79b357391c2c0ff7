"""Which publications are one family, and the integer keys by which an engine groups.

The family is the one that a source states (DOCDB). Without it, it is made of the priorities claimed: members that claim
the same set are one family, and a first filing, which claims nothing, is the one-member set of its own number, so that
it meets its followers. Limit: a member with a stated family and one without do not meet.
"""

import hashlib

from domain.filings import Filing
from domain.numbers.keys import id_without_kind, key_of, number_key


def family_of(filing: Filing) -> str:
    """Return the family's name: as stated, else a hash of the priorities; a right without families is its own."""
    if filing.family:
        return filing.family
    if filing.right not in ("patent", "design"):
        return filing.id
    return hashed(first_filings(filing) or (id_without_kind(filing),))


def first_filings(filing: Filing) -> tuple[str, ...]:
    """Return the keys of the applications first filed: the priorities, else the international or own application."""
    numbers = filing.numbers
    claimed = {key_of(one, filing.right) for one in numbers if one.type == "priority"}
    if claimed:
        return tuple(sorted(claimed))
    for one in numbers:
        if one.type in ("application", "international") and one.number.startswith("PCT"):
            return (number_key("application", "WO", one.number),)
    for one in numbers:
        if one.type == "application" or (one.type == "registration" and filing.right == "design"):
            return (key_of(one, filing.right),)
    return ()


def origin_of(filing: Filing) -> str:
    """Return the office of the earliest priority (of equal dates the smallest code), else the office that published."""
    claimed = [(one.date or "9999", one.office) for one in filing.numbers if one.type == "priority"]
    return min(claimed)[1] if claimed else filing.office


def hashed(keys: tuple[str, ...]) -> str:
    """Return a short name for a set of number keys, whatever their order.

    >>> hashed(("US-AP-60331477", "EP-AP-01963450")) == hashed(("EP-AP-01963450", "US-AP-60331477"))
    True
    >>> len(hashed(("US-AP-60331477",)))
    17
    """
    return "P" + hashlib.sha256("\n".join(sorted(set(keys))).encode()).hexdigest()[:16]


def group_key(text: str) -> int:
    """Return a positive 63-bit integer for an application's or family's name.

    >>> group_key("US-AP-10123456") == group_key("US-AP-10123456"), 0 < group_key("x") < 2**63
    (True, True)
    """
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8]) >> 1 or 1
