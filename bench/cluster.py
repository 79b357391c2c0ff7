"""A cluster to measure on: the one that an address names, else a node started from the shared files for the while."""

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from indexer.engines.elastic.engine import ElasticEngine
from indexer.engines.elastic.settings import ClusterSettings

_SCRIPT = Path(os.environ.get("IPATLAS_SHARED", Path(__file__).parents[2] / "shared")) / "elasticsearch" / "server"


@contextmanager
def cluster_engine(url: str | None, heap: str = "1g") -> Iterator[ElasticEngine]:
    """Give an empty engine on a cluster; its indices are deleted at the end."""
    folder = Path(tempfile.mkdtemp(prefix="ipatlas-bench-", dir="/tmp"))
    folder.chmod(0o755)
    try:
        address = url or _started(folder / "server", heap)
        settings = ClusterSettings(urls=(address,), prefix=f"bench{os.getpid()}", write_seconds=900.0)
        engine = ElasticEngine(settings, folder / "state")
        try:
            yield engine
        finally:
            _cleared(engine)
            engine.close()
    finally:
        if not url:
            subprocess.run([sys.executable, str(_SCRIPT), "stop", str(folder / "server"), "--kill"], check=False)
        shutil.rmtree(folder, ignore_errors=True)


def _started(folder: Path, heap: str) -> str:
    if not _SCRIPT.exists():
        sys.exit("no Elasticsearch: name one with --url, or put the shared files where IPATLAS_SHARED says")
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1] % 20_000 + 20_000
    folder.mkdir(mode=0o755)
    command = [sys.executable, str(_SCRIPT), "start", str(folder), "--port", str(port), "--heap", heap]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return str(json.loads(done.stdout)["urls"][0])


def _cleared(engine: ElasticEngine) -> None:
    client = engine.cluster.client.options(request_timeout=60)
    names = list(client.indices.get(index=f"{engine.cluster.prefix}-*"))
    if names:
        client.indices.delete(index=",".join(names))
