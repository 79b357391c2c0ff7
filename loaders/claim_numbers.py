"""The number that an attribute gives a claim, where a claim can have it.

Invariant: numbers are small enough for the claims before them to be listed.
"""

_LONGEST = 5


def claim_number(printed: str | None) -> int | None:
    """Return the number of a claim as an attribute gives it, ``None`` where no claim can have it.

    >>> claim_number("0001"), claim_number("0"), claim_number("99999999999"), claim_number("a"), claim_number(None)
    (1, None, None, None, None)
    """
    if not printed or not printed.isdecimal() or len(printed) > _LONGEST:
        return None
    return int(printed) or None
