"""Names of Chinese administrative divisions of county level and above: provinces, cities, counties.

Scheme ``place``: symbol the division's code (2, 4 or 6 digits), level 1 to 3, no parent, so that all stand at the top and
are read in one call; what stands above a division is read off its code. ``市辖区`` and its like are no names.
"""

import re
from collections.abc import Iterator

from domain.engine import ClassTitle
from loaders.reference.table import rows
from loaders.sources import Head
from loaders.streams import Readable

_NAMELESS = frozenset({"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划", "城区", "郊区", "矿区"})
_LEVELS = {2: 1, 4: 2, 6: 3}
_PROVINCES = re.compile(r'\ufeff?"?code"?,"?name"?\r?\n"?\d\d"?,"?\w+(?:省|市|自治区|特别行政区)"?\s')


def is_provinces(head: Head) -> bool:
    """Recognise the list of provinces: two columns, codes of two digits."""
    return head.root is None and _PROVINCES.match(head.text) is not None


def places(stream: Readable) -> Iterator[ClassTitle]:
    """Yield the divisions of one table, whichever level it has."""
    for row in rows(stream):
        code, name = row["code"], row["name"]
        if code.isdigit() and len(code) in _LEVELS and name and name not in _NAMELESS:
            yield ClassTitle("place", code, None, _LEVELS[len(code)], name, None)
