"""What the translation statements of a register say that its marks mean."""

import re
from collections.abc import Iterable

from domain.filings import Statement
from domain.marks.normal import normal_form

MOST_WORDS = 5
_SAID = re.compile(r"\b(?:is|as|means|mean|meaning|into|are)\b[^\"“”「]*[\"“「]([^\"“”」]+)[\"”」]", re.IGNORECASE)
_QUOTED = re.compile(r"[\"“「]([^\"“”」]+)[\"”」]")


def meanings(statements: Iterable[Statement]) -> tuple[str, ...]:
    """Return the meanings that translation statements give, as words of a normal form joined by blanks.

    >>> meanings([Statement(type="translation", text='The English translation of "EL SOL" in the mark is "the sun".')])
    ('sun',)
    >>> meanings([Statement(type="translation", text="good morning"), Statement(type="disclaimer", text='"SOAP"')])
    ('good morning',)
    """
    found: dict[str, None] = {}
    for one in statements:
        if one.type != "translation":
            continue
        said = _SAID.findall(one.text) or ([] if _QUOTED.search(one.text) else [one.text])
        for phrase in said:
            words = normal_form(phrase).words
            if 0 < len(words) <= MOST_WORDS:
                found[" ".join(words)] = None
    return tuple(found)
