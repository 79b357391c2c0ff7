"""Titles of class symbols as they stand beside a count: short, and not in capitals throughout."""

import re

from domain.class_titles import short_title
from domain.classification import printed

_LONGEST = 44
_LONGEST_HAN = 18
_BREAK = re.compile(r"[;；:：,，(（]")


def calm(text: str) -> str:
    """Return a title that is printed in capitals as a sentence.

    >>> calm("RESISTORS"), calm("Secondary cells"), calm("电学")
    ('Resistors', 'Secondary cells', '电学')
    """
    letters = [one for one in text if one.isascii() and one.isalpha()]
    if len(letters) < 4 or sum(one.isupper() for one in letters) < 0.7 * len(letters):
        return text
    return text[:1] + text[1:].lower()


def brief(text: str) -> str:
    """Return the beginning of a title that fits beside a count.

    >>> brief("CABLES; CONDUCTORS; INSULATORS; SELECTION OF MATERIALS FOR THEIR CONDUCTIVE PROPERTIES")
    'Cables; conductors; insulators'
    >>> brief("Scientific and technological services and research and design relating thereto")
    'Scientific and technological services and…'
    """
    title = calm(text).rstrip(" .。")
    longest = _LONGEST_HAN if any("\u4e00" <= one <= "\u9fff" for one in title) else _LONGEST
    if len(title) <= longest:
        return title
    seams = [found.start() for found in _BREAK.finditer(title) if 8 <= found.start() <= longest]
    if seams:
        return title[: seams[-1]].rstrip()
    cut = title[:longest]
    return (cut.rpartition(" ")[0] or cut).rstrip(" ,;") + "…"


def symbol_label(scheme: str, symbol: str, label: str, lang: str) -> str:
    """Return a symbol with its short title: ours where we have one, else the beginning of the table's.

    >>> symbol_label("ipc", "H01M", "H01M PROCESSES OR MEANS, e.g. BATTERIES", "en")
    'H01M Processes or means, e.g. batteries'
    >>> symbol_label("nice", "9", "9", "zh"), symbol_label("ipc", "H01M10/05", "H01M10/05", "en")
    ('9 科学仪器', 'H01M 10/05')
    """
    own = short_title(scheme, symbol)
    title = own.in_language(lang) if own else brief(label.removeprefix(symbol).strip())
    return f"{printed(scheme, symbol)} {title}".strip()
