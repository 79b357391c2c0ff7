"""What people keep of their own: recorded searches, a tree of branches with a query each, tags, judgements, published
figures."""

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
from indexer.workspace.opening import FILE, Connection, now, opened
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
    "FILE", "Branch", "Connection", "Dismissal", "Judgement", "Published", "RecordedSearch", "Run", "Tagging", "branches", "dismiss", "forget", "judge",
    "judged", "keep", "keep_branches", "noise", "note_run", "now", "opened", "publish", "published_before", "recorded", "set_aside", "tag", "tagged",
    "tags", "take_back", "untag",
]  # fmt: skip
