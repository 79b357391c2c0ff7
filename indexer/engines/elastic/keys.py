"""The three keys of an office: one to search, one to load, one to operate; each may do no more than its work needs.

Invariants: every key is bound to our own index names; the search key writes nothing, the load key deletes no index and
none of the three reads users, keys or settings; a key's secret goes to a file that its owner alone may read, and nowhere
else.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

from domain.errors import SettingsError
from domain.text import Wording
from indexer.engines.elastic.cluster import Cluster
from indexer.engines.elastic.guarding import guarded

Work = Literal["search", "load", "operate"]
_READ = ("read", "view_index_metadata")
_INDICES: Mapping[Work, Sequence[str]] = {
    "search": _READ,
    "load": (*_READ, "index", "delete", "create_index", "maintenance", "indices:admin/aliases"),
    "operate": (*_READ, "index", "delete", "manage"),
}
"""``delete`` is of documents (the load's lock); an index is made together with its alias, so making one needs both."""
_CLUSTER: Mapping[Work, Sequence[str]] = {
    "search": ("monitor",),
    "load": ("monitor",),
    "operate": ("monitor", "create_snapshot"),
}
_TELLING: Mapping[Work, str] = {"operate": "manage", "load": "index"}
"""The privilege that tells one kind of key from those that may do less."""


def role(work: Work, prefix: str) -> dict[str, Any]:
    """Return what a key may do, as the cluster takes it."""
    return {
        "cluster": list(_CLUSTER[work]),
        "indices": [{"names": [f"{prefix}-*"], "privileges": list(_INDICES[work])}],
    }


@guarded
def created(cluster: Cluster, folder: Path) -> dict[str, Path]:
    """Make the three keys and keep each in a file of its own; return the files.

    Raises ``SettingsError`` where a file is there already, or who asks may not make keys.
    """
    paths = {work: folder / f"{work}.key" for work in _INDICES}
    there = [path for path in paths.values() if path.exists()]
    if there:
        raise SettingsError(
            f"{there[0]} 已存在，不会覆盖。", f"{there[0]} is there already; it is not overwritten.",
            hint=Wording("请先移走旧密钥文件，并在集群中作废旧密钥。",
                         "Move the old key files away first, and invalidate the old keys in the cluster."),
        )  # fmt: skip
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for work, path in paths.items():
        answer = cluster.writing.security.create_api_key(
            name=f"ipatlas-{cluster.prefix}-{work}",
            role_descriptors={work: role(work, cluster.prefix)},
            metadata={"made_by": "ip-atlas", "work": work},
        )
        path.touch(mode=0o600, exist_ok=False)
        path.write_text(f"{answer['encoded']}\n", encoding="ascii")
    return {str(work): path for work, path in paths.items()}


@guarded
def standing(cluster: Cluster) -> Work | None:
    """Return for what work the key in use suffices, at most; ``None`` for a cluster that asks for no key."""
    if not (cluster.settings.key or cluster.settings.password):
        return None
    answer = cluster.searching.security.has_privileges(
        index=[{"names": [f"{cluster.prefix}-*"], "privileges": list(_TELLING.values())}]
    )
    (may,) = answer["index"].values()
    return next((work for work, privilege in _TELLING.items() if may[privilege]), "search")
