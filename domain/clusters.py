"""Clusters of party names: which names are one party, and why; an overlay that never changes a name.

Rules, each a reason of a merge: ``spelling`` (case, width, punctuation, accents), ``legal_form`` (Inc., GmbH, 有限公司),
``alias`` (a name in another language or an earlier name, from a table), ``table`` (what a person says). Invariants: the
first three follow from the name alone; a table of a person's own joins clusters, is applied at query time and undone by
leaving it out.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from domain.aliases import ALIASES
from domain.filings import Filing
from domain.parties import comparable

EDITION = "1"
Reason = Literal["same", "spelling", "legal_form", "alias", "table"]
_CACHE = 65_536
_CLUSTER_OF = {comparable(name): cluster for cluster, names in ALIASES.items() for name in (cluster, *names.split("|"))}


@dataclass(frozen=True, slots=True)
class Merge:
    """Why a name belongs to a cluster; ``reason`` is the strongest step that was needed."""

    name: str
    cluster: str
    reason: Reason


@lru_cache(_CACHE)
def cluster_of(name: str) -> str:
    """Return the cluster of a name.

    >>> cluster_of("ACME, Inc.") == cluster_of("Acme Incorporated"), cluster_of("华为技术有限公司")
    (True, 'HUAWEI')
    """
    key = comparable(name)
    return _CLUSTER_OF.get(key, key)


def merge_of(name: str, table: Mapping[str, str] | None = None) -> Merge:
    """Return the cluster of a name, with a person's own table (cluster → cluster), and the reason.

    >>> merge_of("Huawei Technologies Co., Ltd.").reason, merge_of("ACME, Inc.").reason, merge_of("acme").reason
    ('alias', 'legal_form', 'same')
    """
    key = comparable(name)
    cluster = cluster_of(name)
    if table and cluster in table:
        return Merge(name, table[cluster], "table")
    if cluster != key:
        return Merge(name, cluster, "alias")
    if name == key:
        return Merge(name, cluster, "same")
    kept = "".join(one for one in name.casefold() if one.isalnum())
    return Merge(name, cluster, "spelling" if len(kept) == len(key.replace(" ", "")) else "legal_form")


def clusters_of_filing(filing: Filing) -> list[str]:
    """Return the clusters of the applicants, each once; of the proprietors where no applicant is named."""
    for roles in (("applicant", "assignee"), ("proprietor",)):
        names = [one.name for one in filing.parties if one.role in roles]
        if names:
            return list(dict.fromkeys(map(cluster_of, names)))
    return []
