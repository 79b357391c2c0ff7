"""One secured node for the whole run of the tests, with users, TLS, and the three keys that the product makes."""

import atexit
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from indexer.engines.elastic import settings as clusters
from indexer.engines.elastic.engine import ElasticEngine
from indexer.engines.elastic.settings import ClusterSettings
from tests.indexer.engines import elastic_server
from tests.indexer.engines.invented import mark, parts, patent


@dataclass(frozen=True, slots=True)
class Secured:
    """A secured node, the settings of its first user, and where the keys lie."""

    admin: ClusterSettings
    keys: Path
    folder: Path
    told: str

    def settings(self, work: str) -> ClusterSettings:
        named = {
            "IPATLAS_ELASTICSEARCH_KEY_FILE": str(self.keys / f"{work}.key"),
            "IPATLAS_ELASTICSEARCH_CA": str(self.admin.ca),
        }
        return clusters.named(clusters.from_environment(named), self.admin.urls[0])

    def engine(self, work: str, **changes: object) -> ElasticEngine:
        return ElasticEngine(replace(self.settings(work), **changes), self.folder)  # type: ignore[arg-type]


@cache
def secured_node() -> Secured:
    """Return the run's one secured node, with its keys made by the command and three records loaded."""
    server = elastic_server.started("--secure", heap="512m")
    atexit.register(server.stop)
    folder = Path(tempfile.mkdtemp(prefix="ipatlas-secured-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    password = folder / "password"
    password.write_text(f"{server.password}\n", encoding="ascii")
    named = {
        "IPATLAS_ENGINE": server.urls[0], "IPATLAS_STATE": str(folder / "state"),
        "IPATLAS_ELASTICSEARCH_USER": str(server.user), "IPATLAS_ELASTICSEARCH_PASSWORD_FILE": str(password),
        "IPATLAS_ELASTICSEARCH_CA": str(server.ca),
    }  # fmt: skip
    done = subprocess.run(
        [Path(sys.executable).parent / "ipatlas", "doctor", "--create-keys", "--json"],
        env=os.environ | named,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    made = Secured(server.settings, folder / "state" / "keys", folder, done.stdout)
    with made.engine("load").writer() as writer:
        writer.write(parts([patent(1), patent(2), mark(1)]))
        writer.finish()
    return made
