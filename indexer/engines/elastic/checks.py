"""What ``doctor`` asks of a cluster: does it answer, is our layout there, and what may the key do?"""

from domain.engine import Finding
from domain.errors import EngineError
from domain.text import Wording
from indexer.engines.elastic import generations, keys, state, vectors
from indexer.engines.elastic.cluster import Cluster
from indexer.engines.elastic.mapping import Model

_COLOURS = {"green": Wording("绿", "green"), "yellow": Wording("黄", "yellow"), "red": Wording("红", "red")}


def findings(cluster: Cluster, wanted: Model | None) -> list[Finding]:
    """Return what was found, sound or not; ``wanted`` is the model that the setting names."""
    return [_version(cluster), _health(cluster), _layout(cluster), _vectors(cluster, wanted), *_key(cluster)]


def _version(cluster: Cluster) -> Finding:
    text = cluster.version
    return Finding(
        "cluster", True,
        Wording(
            f"已连上 Elasticsearch {text}；8.19 版客户端可用于 8.x 和 9.x 集群，9.x 客户端不能用于 8.x 集群。",
            f"Elasticsearch {text} answers; the client 8.19 speaks to clusters of 8.x and 9.x, a 9.x client to 9.x only.",
        ),
    )  # fmt: skip


def _health(cluster: Cluster) -> Finding:
    answer = cluster.searching.cluster.health()
    colour = _COLOURS.get(answer["status"], _COLOURS["red"])
    sound = answer["status"] != "red"
    nodes, missing = answer["number_of_nodes"], answer["unassigned_shards"]
    return Finding(
        "health", sound,
        Wording(
            f"集群状态{colour.zh}，{nodes} 个节点，{missing} 个分片未分配。",
            f"The cluster is {colour.en}: {nodes} nodes, {missing} shards without one.",
        ),
    )  # fmt: skip


def _layout(cluster: Cluster) -> Finding:
    try:
        published, _ = generations.listed(cluster)
        generations.checked(published)
        state.read(cluster)
    except EngineError as error:
        return Finding("index", False, error.detail)
    number = generations.number_of(published)
    return Finding(
        "index", True,
        Wording(
            f"已发布第 {number} 代，{len(published)} 类权利。", f"Generation {number} is published, {len(published)} rights."
        ),
    )  # fmt: skip


def _vectors(cluster: Cluster, wanted: Model | None) -> Finding:
    published, _ = generations.listed(cluster)
    try:
        held = vectors.recorded(cluster, (one.name for one in published.values()))
        vectors.agreed(published, held, wanted)
    except EngineError as error:
        return Finding("vectors", False, error.detail)
    if wanted is None:
        return Finding("vectors", True, Wording("没有向量。", "There are no vectors."))
    return Finding(
        "vectors", True,
        Wording(
            f"向量由 {wanted.name} 生成，{wanted.dimensions} 维。",
            f"The vectors are made by {wanted.name}, of {wanted.dimensions} dimensions.",
        ),
    )  # fmt: skip


_WORK = {
    "search": Wording("只能检索", "search alone"),
    "load": Wording("可以检索和载入", "search and load"),
    "operate": Wording("可以检索、载入和运维", "search, load and operate"),
}


def _key(cluster: Cluster) -> list[Finding]:
    """Say what the key may do; a cluster that asks for none is used by whoever reaches it."""
    work = keys.standing(cluster)
    if work is None:
        return []
    return [Finding("key", True, Wording(f"这把密钥{_WORK[work].zh}。", f"This key may {_WORK[work].en}."))]
