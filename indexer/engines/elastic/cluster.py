"""A cluster that is reached: the client, the version asked once, and how our indices are called there.

Invariants: TLS is always verified; the server's version is read from ``nodes.info``, because a proxy or a reduced
server may not answer ``GET /``; a client answers servers of its own major version and the next.
"""

import ssl
import warnings
from collections.abc import Iterable
from dataclasses import dataclass

from elasticsearch import Elasticsearch

from domain.errors import EngineIncompatible, SettingsError
from domain.filings import RIGHTS, Right
from domain.text import Wording
from indexer.engines.elastic.guarding import guarded
from indexer.engines.elastic.settings import ClusterSettings

OLDEST = (8, 12)


@dataclass(frozen=True, slots=True)
class Cluster:
    """``searching`` gives up soon and asks another node; ``writing`` leaves it to us what is tried again.

    They share their connections with ``client``, and are made once: to make one takes longer than many an answer.
    """

    settings: ClusterSettings
    client: Elasticsearch
    searching: Elasticsearch
    writing: Elasticsearch
    version: str
    uuid: str

    @property
    def numbers(self) -> tuple[int, ...]:
        """The version as numbers."""
        return _numbers(self.version)

    @property
    def prefix(self) -> str:
        return self.settings.prefix

    def alias(self, right: str) -> str:
        """Return the name under which the records of a right are written and searched."""
        return f"{self.prefix}-{right}"

    def aliases(self, rights: Iterable[Right] = ()) -> str:
        """Return the names of the rights, all where none is given, as a search takes them."""
        return ",".join(self.alias(right) for right in (tuple(rights) or RIGHTS))

    @property
    def state_index(self) -> str:
        return f"{self.prefix}-state"

    @property
    def amendments_index(self) -> str:
        return f"{self.prefix}-amendments"

    @property
    def titles_index(self) -> str:
        return f"{self.prefix}-titles"


@guarded
def reached(settings: ClusterSettings) -> Cluster:
    """Connect. Raises ``EngineAway``, ``EngineIncompatible``, ``SettingsError``."""
    client = _client(settings)
    nodes = client.options(request_timeout=10, max_retries=2).nodes.info(metric="http")
    versions = sorted({str(one["version"]) for one in nodes["nodes"].values()}, key=_numbers)
    if not versions or _numbers(versions[0]) < OLDEST:
        oldest = ".".join(map(str, OLDEST))
        raise EngineIncompatible(
            f"集群的版本是 {' '.join(versions)}，至少要 {oldest}。",
            f"The cluster has version {' '.join(versions)}; at least {oldest} is needed.",
        )
    state = client.options(request_timeout=10, max_retries=2).cluster.state(metric="version")
    searching = client.options(
        request_timeout=settings.search_seconds + 1, max_retries=2, retry_on_status=(502, 503, 504)
    )
    writing = client.options(request_timeout=60, max_retries=0)
    return Cluster(settings, client, searching, writing, versions[0], str(state["cluster_uuid"]))


def _client(settings: ClusterSettings) -> Elasticsearch:
    tls: ssl.SSLContext | None = None
    if any(one.startswith("https://") for one in settings.urls):
        try:
            tls = ssl.create_default_context(cafile=str(settings.ca) if settings.ca else None)
        except (OSError, ssl.SSLError):
            raise SettingsError(
                "IPATLAS_ELASTICSEARCH_CA 里没有可用的证书。", "IPATLAS_ELASTICSEARCH_CA holds no certificate."
            ) from None
    elif settings.key or settings.password:
        raise SettingsError(
            "密钥只能经 https 发送。", "A key is sent over https only.",
            hint=Wording("IPATLAS_ENGINE 请用 https:// 地址。", "Use an https:// address in IPATLAS_ENGINE."),
        )  # fmt: skip
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what the client says of settings, it says to programmers
        return Elasticsearch(
            list(settings.urls),
            api_key=settings.key,
            basic_auth=(settings.user or "", settings.password) if settings.password and not settings.key else None,
            connections_per_node=16,
            http_compress=False,
            ssl_context=tls,
        )


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(one) for one in version.split("-")[0].split(".") if one.isdigit())
