"""A person's own table of applicants, as an overlay over the merging by rule.

A line, ``name,cluster``, says that a name, with every spelling of it that merges by rule, belongs to a cluster; lines may
build on each other. Invariants: a table joins and never parts; no line is passed over; without the table nothing of it
is left.
"""

import csv
import io
from collections.abc import Mapping

from domain.clusters import cluster_of
from domain.errors import ParameterError

_MOST_LINES = 5_000


def table_of(text: str) -> Mapping[str, str]:
    """Return a table as cluster → cluster. Raises ``ParameterError`` with the line that cannot be read.

    >>> dict(table_of("name,cluster\\nAcme Robotics GmbH,ACME\\nACME Inc.,Umbrella"))
    {'acme robotics': 'umbrella', 'acme': 'umbrella'}
    """
    steps: dict[str, str] = {}
    lines: dict[str, int] = {}
    for number, line in enumerate(csv.reader(io.StringIO(text.lstrip("\ufeff"))), 1):
        cells = [one.strip() for one in line]
        if not any(cells) or (number == 1 and cells[:2] == ["name", "cluster"]):
            continue
        if number > _MOST_LINES or len(cells) != 2 or not all(cells):
            raise _bad(number, "须为“名称,归并后的名称”两列。", "holds not two columns, a name and its cluster.")
        name, cluster = (cluster_of(one) for one in cells)
        if steps.get(name, cluster) != cluster:
            raise _bad(number, f"“{cells[0]}”已归入另一名称。", f"puts “{cells[0]}” in a second cluster.")
        if name != cluster:
            steps[name], lines[name] = cluster, number
    return {name: _end(steps, lines, name) for name in steps}


def _end(steps: Mapping[str, str], lines: Mapping[str, int], name: str) -> str:
    """Return the cluster at the end of the lines that build on each other."""
    end, seen = name, {name}
    while end in steps:
        end = steps[end]
        if end in seen:
            raise _bad(lines[name], "归并关系成环。", "leads back to itself.")
        seen.add(end)
    return end


def _bad(line: int, zh: str, en: str) -> ParameterError:
    return ParameterError("names", f"第 {line} 行{zh}", f"Line {line} {en}")
