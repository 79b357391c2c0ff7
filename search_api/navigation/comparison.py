"""Two scopes side by side by any dimension."""

import numpy as np

from search_api.navigation.dimensions import OTHER, UNKNOWN, dimension, other_hits
from search_api.navigation.frame import Frame, frame_of
from search_api.navigation.matrices import axis
from search_api.navigation.shares import counts_of
from search_api.navigation.tables import Found, column, notice, ratio, row
from search_api.navigation.years import SPAN


def compare(frame: Frame) -> Found:
    """Count the values of ``rows`` (the year by default) in the scope and in that of ``q2``: the largest of either."""
    by = dimension(frame, frame.scope.rows or "year")
    columns = (
        column(by.field.name, "key", by.label.zh, by.label.en),
        column("count", "count", "甲：件数", "First: count"),
        column("count2", "count", "乙：件数", "Second: count"),
        column("share", "ratio", "甲：占比", "First: share"),
        column("share2", "ratio", "乙：占比", "Second: share"),
    )
    if frame.scope.other is None:
        told = notice("no-second-query", "请用 q2 给出第二个检索式。", "Give the second query as q2.")
        return Found(columns, (), (told,))
    sides = (frame, frame_of(frame.searcher, frame.scope.other, frame.engine))
    size = SPAN if by.year else frame.scope.size
    texts = list(dict.fromkeys(text for one in sides for text in axis(one, by, size, in_order=by.year).texts))
    places = [by.places(one, texts) for one in sides]
    known = [
        {text: int(counts_of(one, by)[at]) if at >= 0 else 0 for text, at in zip(texts, held, strict=True)}
        for one, held in zip(sides, places, strict=True)
    ]
    others = [
        one.counted(np.flatnonzero(other_hits(one, by, [at for at in held if at >= 0])))
        for one, held in zip(sides, places, strict=True)
    ]
    texts.sort(key=lambda text: (0, 0, text) if by.year else (-known[0][text], -known[1][text], text))
    listed = [(text, [one[text] for one in known], by.node(text)) for text in texts]
    listed.append((OTHER, others, by.others(texts)))
    without = [one.counted(np.flatnonzero(~by.having(one))) for one in sides]
    listed.append((UNKNOWN, without, by.unknown()))
    rows = [
        row(
            text, (counts[0], sides[0].link(node)), (counts[1], sides[1].link(node)),
            ratio(counts[0], sides[0].total), ratio(counts[1], sides[1].total),
        )
        for text, counts, node in listed
    ]  # fmt: skip
    return Found(columns, tuple(rows))
