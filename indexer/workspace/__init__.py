"""What people keep of their own: recorded searches, a tree of branches with a query each, tags, judgements, published
figures."""

from indexer.engines.lists import FILE
from indexer.workspace.branches import (
    Branch,
    Judgement,
    Tagging,
    branches,
    judge,
    judged,
    keep_branches,
    noise,
    set_aside,
    tag,
    tagged,
    tags,
    take_back,
    untag,
)
from indexer.workspace.maps import TopicMap, keep_map, kept_map
from indexer.workspace.opening import Connection, now, opened
from indexer.workspace.published import Published, publish, published_before
from indexer.workspace.searches import (
    Dismissal,
    RecordedSearch,
    Run,
    dismiss,
    forget,
    keep,
    note_run,
    recorded,
)

__all__ = [
    "FILE", "Branch", "Connection", "Dismissal", "Judgement", "Published", "RecordedSearch", "Run", "Tagging", "TopicMap", "branches", "dismiss", "forget", "judge",
    "judged", "keep", "keep_branches", "keep_map", "kept_map", "noise", "note_run", "now", "opened", "publish", "published_before", "recorded", "set_aside", "tag", "tagged",
    "tags", "take_back", "untag",
]  # fmt: skip
