"""One Elasticsearch for the whole run of the tests: the one that a variable names, else one started from the shared files.

``IPATLAS_TEST_ELASTICSEARCH`` (a URL; with ``IPATLAS_ELASTICSEARCH_KEY`` and ``_CA`` where it is secured), else
``$IPATLAS_SHARED/elasticsearch/server``. Each test works under a prefix of its own, and deletes what it made. A server
that was started here ends with the run, however the run ends: a watch beside it stops it when our end of its pipe closes.
"""

import atexit
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import count
from pathlib import Path

import pytest

from domain.engine import Engine
from indexer.embeddings import OFF
from indexer.engines.elastic import settings as clusters
from indexer.engines.elastic.engine import ElasticEngine
from indexer.engines.elastic.settings import ClusterSettings
from tests.shared_files import SHARED

_HOW = (
    "no Elasticsearch: name one in IPATLAS_TEST_ELASTICSEARCH (docker compose up elasticsearch gives one), or put the "
    "shared files, which hold a server, where IPATLAS_SHARED says; the server needs java"
)
_NUMBERS = count(1)
_WATCH = """
import shutil, signal, subprocess, sys
signal.signal(signal.SIGINT, signal.SIG_IGN)
sys.stdin.read()
subprocess.run([sys.executable, sys.argv[1], "stop", sys.argv[2], "--kill"], stderr=subprocess.DEVNULL)
shutil.rmtree(sys.argv[2], ignore_errors=True)
"""
_WATCHES: list["subprocess.Popen[bytes]"] = []


@dataclass(frozen=True, slots=True)
class Server:
    """A server of our own that can be killed and resumed."""

    folder: Path
    urls: tuple[str, ...]
    ca: Path | None = None
    user: str | None = None
    password: str | None = None

    def command(self, *given: str) -> str:
        done = subprocess.run(
            [sys.executable, str(_script()), given[0], str(self.folder), *given[1:]],
            capture_output=True,
            text=True,
            timeout=300,
        )
        assert done.returncode == 0, done.stderr[-2000:]
        return done.stdout

    def stop(self) -> None:
        """Stop it before the run ends."""
        self.command("stop", "--kill")

    @property
    def settings(self) -> ClusterSettings:
        return ClusterSettings(urls=self.urls, ca=self.ca, user=self.user, password=self.password)


def _script() -> Path:
    return SHARED / "elasticsearch" / "server"


def free_port() -> int:
    """Return a port that has a neighbourhood of free ones."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1]) % 20_000 + 20_000


def started(*options: str, heap: str = "512m") -> Server:
    """Start a server of one's own; skips where none can be had."""
    if not _script().exists() or shutil.which("java") is None:
        pytest.skip(_HOW)
    folder = Path(tempfile.mkdtemp(prefix="ipatlas-elastic-", dir="/tmp"))
    folder.chmod(0o755)
    watch = [sys.executable, "-c", _WATCH, str(_script()), str(folder)]
    _WATCHES.append(subprocess.Popen(watch, stdin=subprocess.PIPE, start_new_session=True))
    server = Server(folder, ())
    given = json.loads(server.command("start", "--port", str(free_port()), "--heap", heap, *options))
    ca = Path(given["ca"]) if given["ca"] else None
    return replace(server, urls=tuple(given["urls"]), ca=ca, user=given["user"], password=given["password"])


@atexit.register
def _stopped() -> None:
    """Stop the servers of this run, and wait until they are gone."""
    for one in _WATCHES:
        assert one.stdin is not None
        one.stdin.close()
    for one in _WATCHES:
        one.wait(60)


@cache
def own() -> Server:
    """Return the run's one server that we started, and so may kill and resume."""
    return started(heap="1g")


@cache
def three() -> Server:
    """Return the run's one cluster of three nodes."""
    return started("--nodes", "3")


@cache
def shared_settings() -> ClusterSettings:
    """Return how the run's one server is reached; it is stopped when the run ends."""
    named = os.environ.get("IPATLAS_TEST_ELASTICSEARCH")
    return clusters.named(clusters.from_environment(os.environ), named) if named else own().settings


def prefixed(settings: ClusterSettings, **changes: object) -> ClusterSettings:
    """Return settings with a prefix that no other test has."""
    return replace(settings, prefix=f"t{os.getpid()}n{next(_NUMBERS)}", **changes)  # type: ignore[arg-type]


def engines(folder: Path, settings: ClusterSettings, embedding: str = OFF) -> Callable[[], Engine]:
    """Return a factory of new empty engines; what they made is cleared up some engines at a time."""

    class Passing(ElasticEngine):
        def close(self) -> None:
            _CLOSED.append(self.cluster.prefix)
            if len(_CLOSED) >= 25:
                cleared(self, _CLOSED)
                _CLOSED.clear()
            super().close()

    return lambda: Passing(prefixed(settings), folder, embedding)


_CLOSED: list[str] = []


def cleared(engine: ElasticEngine, prefixes: Sequence[str]) -> None:
    """Delete every index of the prefixes."""
    client = engine.cluster.client.options(request_timeout=60)
    names = list(client.indices.get(index=",".join(f"{one}-*" for one in prefixes)))
    if names:
        client.indices.delete(index=",".join(names))
