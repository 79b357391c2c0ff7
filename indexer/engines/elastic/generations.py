"""Generations: one index for each right and generation, behind one alias for each right; a swap is one call.

An index is called ``prefix-right-schema-generation``. Invariants: an alias names one index; all aliases change in one
step, so a search sees one generation; an index is made when the first record of its right is written; one that was
published once says up to which sequence it is whole, and what does not say so is never returned to.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import elasticsearch

from domain.errors import EngineError, EngineIncompatible
from domain.filings import RIGHTS
from domain.text import Wording
from indexer.engines.elastic import mapping
from indexer.engines.elastic.cluster import Cluster
from indexer.engines.elastic.mapping import Model

_THROUGH = "through"
REINDEX = Wording("请运行 ipatlas reindex。", "Run ipatlas reindex.")


@dataclass(frozen=True, slots=True)
class Index:
    """One index of records."""

    right: str
    schema: str
    number: int
    prefix: str

    @property
    def name(self) -> str:
        return f"{self.prefix}-{self.right}-{self.schema}-{self.number:06d}"


def parsed(prefix: str, name: str) -> Index | None:
    """Read the name of an index; ``None`` for one that is not ours."""
    parts = name.removeprefix(prefix + "-").split("-")
    if not name.startswith(prefix + "-") or len(parts) != 3 or parts[0] not in RIGHTS or not parts[2].isdigit():
        return None
    return Index(parts[0], parts[1], int(parts[2]), prefix)


def listed(cluster: Cluster) -> tuple[dict[str, Index], list[Index]]:
    """Return the published index of each right, and all indices of records there are."""
    wanted = ",".join(f"{cluster.alias(right)}-*" for right in RIGHTS)
    try:
        found = cluster.searching.indices.get_alias(index=wanted, ignore_unavailable=True, allow_no_indices=True)
    except elasticsearch.NotFoundError:
        return {}, []
    published, every = {}, []
    for name, about in found.items():
        index = parsed(cluster.prefix, name)
        if index is not None:
            every.append(index)
            if cluster.alias(index.right) in about.get("aliases", {}):
                published[index.right] = index
    return published, sorted(every, key=lambda one: (one.right, one.number))


def number_of(published: dict[str, Index]) -> int:
    """Return the number of the published generation; 1 where nothing is written yet."""
    return max((one.number for one in published.values()), default=1)


def checked(published: dict[str, Index]) -> None:
    """Raise ``EngineIncompatible`` where an index has another layout than ours."""
    if any(one.schema != mapping.fingerprint() for one in published.values()):
        raise EngineIncompatible("索引由另一版本写成。", "The index was written by another version.", hint=REINDEX)


def created(cluster: Cluster, right: str, number: int, model: Model | None, *, publish: bool) -> Index:
    """Make the index of a right in a generation, empty; one that is there already is kept."""
    index = Index(right, mapping.fingerprint(), number, cluster.prefix)
    shards = (cluster.settings.shards or {}).get(right, 1)
    try:
        cluster.writing.indices.create(
            index=index.name, settings=mapping.settings(shards, right), mappings=mapping.mapping(model),
            aliases={cluster.alias(right): {"is_write_index": True}} if publish else None,
        )  # fmt: skip
    except elasticsearch.BadRequestError as error:
        if error.error != "resource_already_exists_exception":
            raise
    return index


def publish(cluster: Cluster, before: Iterable[Index], after: Iterable[Index]) -> None:
    """Make the aliases name other indices, all in one step."""
    actions: list[dict[str, Any]] = [
        {"remove": {"index": one.name, "alias": cluster.alias(one.right)}} for one in before
    ]
    actions += [
        {"add": {"index": one.name, "alias": cluster.alias(one.right), "is_write_index": True}} for one in after
    ]
    if actions:
        cluster.writing.indices.update_aliases(actions=actions)


def notes(cluster: Cluster, names: Iterable[str]) -> dict[str, Mapping[str, Any]]:
    """Return what is noted of indices, by name: ``embedding``, and up to where one is whole that was replaced."""
    listed = sorted(names)
    if not listed:
        return {}
    found = cluster.searching.indices.get_mapping(
        index=",".join(listed), ignore_unavailable=True, filter_path="*.mappings._meta"
    )
    return {name: about["mappings"]["_meta"] for name, about in found.items()}


def seal(cluster: Cluster, indices: Iterable[Index], sequence: int) -> None:
    """Note in published indices, before they are replaced, that they hold every record up to ``sequence``."""
    names = [one.name for one in indices]
    noted = notes(cluster, names)
    for name in names:
        cluster.writing.indices.put_mapping(index=name, meta={**noted.get(name, {}), _THROUGH: sequence})


def through(cluster: Cluster, every: Iterable[Index]) -> dict[Index, int]:
    """Return up to which sequence indices are whole, of those that say so."""
    by_name = {one.name: one for one in every}
    said = {name: noted.get(_THROUGH) for name, noted in notes(cluster, by_name).items()}
    return {by_name[name]: int(sequence) for name, sequence in said.items() if sequence is not None}


def before(cluster: Cluster, published: dict[str, Index], every: Iterable[Index]) -> dict[Index, int]:
    """Return the indices of the generation before the published one, each with the sequence up to which it is whole.

    One that was left by a way back never says so, and is not among them.
    """
    now = number_of(published)
    older = through(cluster, [one for one in every if one.number < now])
    last = max((one.number for one in older), default=0)
    return {one: sequence for one, sequence in older.items() if one.number == last}


def previous(cluster: Cluster, published: dict[str, Index], every: Iterable[Index]) -> dict[Index, int]:
    """Return what ``before`` does. Raises ``EngineError`` where there is none that we can read."""
    found = before(cluster, published, every)
    if not found or any(one.schema != mapping.fingerprint() for one in found):
        raise EngineError("没有可退回的上一代索引。", "There is no previous generation to return to.")
    return found


def prune(cluster: Cluster) -> None:
    """Delete every generation but the published one and the one before it."""
    published, every = listed(cluster)
    kept = {*published.values(), *before(cluster, published, every)}
    discard(cluster, [one for one in every if one not in kept])


def discard(cluster: Cluster, indices: Iterable[Index]) -> None:
    """Delete indices that are not published."""
    names = [one.name for one in indices]
    if names:
        cluster.writing.indices.delete(index=",".join(names), ignore_unavailable=True)
