"""Branches and tags as values to count by: the query of each, and which hits of a scope it finds.

Invariant: a branch whose query cannot be read is left out and told, and spoils nothing else.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from domain.counting import code_of
from domain.errors import AtlasError, ParameterError
from domain.fields import Field
from domain.fields.field import nothing
from domain.hits import Codes, Column, Places
from domain.query import Query
from domain.text import Wording
from indexer import workspace
from search_api.branches import branch_scope, tag_scope
from search_api.navigation.frame import Frame
from search_api.navigation.scope import both
from search_api.navigation.tables import notice

MOST = 200
"""Branches or tags that can be counted by: each is a search of its own."""
Sets = tuple[tuple[str, Query], ...]


def _field(name: str, zh: str, en: str) -> Field:
    label = Wording(zh, en)
    return Field(name=name, label=label, kind="keyword", sentence=label, read=nothing)


KEPT: dict[str, Field] = {"branch": _field("branch", "分支", "Branch"), "tag": _field("tag", "标签", "Tag")}


def sets_of(frame: Frame, kind: str, parameter: str) -> Sets:
    """Return every branch or tag that is kept, with its query. Raises ``ParameterError`` where there is none."""
    known: Sets | None = frame.cache.get(("sets", kind))
    if known is None:
        known = frame.cache["sets", kind] = tuple(_read(frame, kind))
    if not known:
        raise ParameterError(
            parameter, f"没有可统计的{KEPT[kind].label.zh}。", f"There is no {kind} to count by.",
        )  # fmt: skip
    return known


def _read(frame: Frame, kind: str) -> list[tuple[str, Query]]:
    if frame.engine is None:
        return []
    with workspace.opened(frame.engine) as connection:
        if kind == "tag":
            taggings = workspace.tagged(connection)
            names = list(workspace.tags(connection))[:MOST]
            return [(name, tag_scope(taggings, name).query) for name in names]
        tree, noise = workspace.branches(connection), workspace.noise(connection)
    found = []
    for one in tree[:MOST]:
        try:
            found.append((one.name, branch_scope(tree, noise, one.name).query))
        except AtlasError:
            frame.told.append(
                notice(
                    "branch-left-out", f"分支“{one.name}”的检索式无法执行，未计入。",
                    f"The query of the branch “{one.name}” cannot be read; it is left out.",
                )
            )  # fmt: skip
    return found


def column_of(frame: Frame, sets: Sequence[tuple[str, Query]]) -> Column:
    """Return the pairs of a hit and the code of a set that it is in."""
    ids = np.array(frame.hits.name(np.arange(len(frame.hits))), np.str_)
    order = np.argsort(ids, kind="stable")
    known = ids[order]
    found: list[tuple[Places, Codes]] = []
    for name, query in sets:
        asked = replace(frame.scope.request, query=both(frame.scope.query, query))
        hits = frame.searcher.columns(asked)
        mine = np.array(hits.name(np.arange(len(hits))), np.str_)
        at = np.minimum(np.searchsorted(known, mine), max(len(known) - 1, 0))
        inside = order[at[known[at] == mine]] if len(known) else np.zeros(0, np.int64)
        found.append((inside, np.full(len(inside), code_of(name), np.uint64)))
    hits_, codes = (np.concatenate([one[side] for one in found]) for side in (0, 1))
    by_hit = np.argsort(hits_, kind="stable")
    return Column(np.asarray(hits_[by_hit], np.int64), np.asarray(codes[by_hit], np.uint64))
