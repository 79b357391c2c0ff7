"""Which names as they stand are behind each merged applicant, and why each was merged."""

import numpy as np

from domain.clusters import merge_of
from search_api.navigation.dimensions import dimension
from search_api.navigation.frame import Frame
from search_api.navigation.shares import counts_of
from search_api.navigation.tables import Found, column, notice, row


def merged_names(frame: Frame) -> Found:
    """Return the names behind the largest merged applicants: the cluster, the name as it stands, why, and its units."""
    columns = (
        column("applicant_cluster", "key", "申请人（合并）", "Applicant, merged"),
        column("name", "text", "原名称", "Name as it stands"),
        column("merged_by", "text", "归并理由", "Merged by"),
        column("count", "count", "件数", "Count"),
    )
    merged, plain = frame.narrowed(clusters="merged"), frame.narrowed(clusters="raw")
    clusters, raw = dimension(merged, "applicant"), dimension(plain, "applicant")
    places, texts = clusters.top(merged, counts_of(merged, clusters), frame.scope.size)
    counts, values = counts_of(plain, raw), raw.values(plain)
    inside = np.zeros(len(frame.hits), np.bool_)
    of_clusters = clusters.values(merged)
    inside[of_clusters.hits[np.isin(of_clusters.places, places)]] = True
    near = np.unique(values.places[inside[values.hits]])
    merges = [merge_of(name, frame.scope.aliases) for name in raw.texts(plain, near)] if len(near) else []
    rows = []
    for cluster in texts:
        behind = [(int(counts[at]), one) for at, one in zip(near, merges, strict=True) if one.cluster == cluster]
        for count, one in sorted(behind, key=lambda pair: (-pair[0], pair[1].name)) if len(behind) > 1 else ():
            rows.append(row(cluster, one.name, one.reason, (count, plain.link(raw.node(one.name)))))
    if rows or not len(frame.hits):
        return Found(columns, tuple(rows))
    told = notice(
        "nothing-merged", "最大的申请人中没有由多个名称归并而成的。",
        "None of the largest applicants stands for several names.",
    )  # fmt: skip
    return Found(columns, (), (told,))
