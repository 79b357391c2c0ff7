"""The containers keep their policy: both files are parsed and every point is asserted; each planted violation is found.

Pinned images, no root, read-only, no new privileges, no capabilities, health checks, an internal network, security on,
secrets as files, ports on 127.0.0.1 alone, and no key that writes where something is served.
"""

import copy
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parent.parent.parent
Compose = dict[str, Any]
_NODES = ("elasticsearch", "elasticsearch-2", "elasticsearch-3")
_SERVING = ("api", "ui")
_JOBS = {"keys": None, "loader": "load", "operator": "operate"}
"""Services that run once and end; the volume of the key that each may see."""
_PINNED = re.compile(r"^[\w./-]+:\d+\.\d+\.\d+[\w.-]*(@sha256:[0-9a-f]{64})?$")
_SECRET = re.compile(r"PASSWORD|SECRET|TOKEN|_KEY$|API_KEY")


def compose() -> Compose:
    found: Compose = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
    return found


def dockerfile() -> str:
    return (ROOT / "Dockerfile").read_text(encoding="utf-8")


def faults(given: Compose) -> list[str]:
    """Return what in a compose file breaks the policy."""
    services = given["services"]
    found = [f"{name}: missing" for name in (*_NODES, *_SERVING, *_JOBS) if name not in services]
    for name, one in services.items():
        found += [f"{name}: {fault}" for fault in _of_any(one)]
        found += [f"{name}: {fault}" for fault in _of_kind(name, one)]
    if not given["networks"].get("inside", {}).get("internal"):
        found.append("inside: the network is not internal")
    found += [f"{name}: a secret that is no file" for name, one in given["secrets"].items() if list(one) != ["file"]]
    return found


def _of_any(one: Compose) -> list[str]:
    checks = {
        "image not pinned": bool(_PINNED.match(one.get("image", ""))),
        "runs as root": re.fullmatch(r"[1-9]\d*:\d+", one.get("user", "")) is not None,
        "not read-only": one.get("read_only") is True,
        "may gain privileges": one.get("security_opt") == ["no-new-privileges:true"],
        "has capabilities": one.get("cap_drop") == ["ALL"] and not one.get("cap_add"),
        "privileged": not any(one.get(name) for name in ("privileged", "pid", "ipc", "network_mode", "devices")),
        "no bound on memory or processes": bool(one.get("mem_limit")) and bool(one.get("pids_limit")),
        "a volume of the machine's own": not any(
            volume.startswith(("/", "~", "..")) or "docker.sock" in volume for volume in one.get("volumes", ())
        ),
        "a port open to others": all(str(port).startswith("127.0.0.1:") for port in one.get("ports", ())),
        "a secret in the environment": not [
            name for name in one["environment"] if _SECRET.search(name) and not name.endswith("_FILE")
            and not name.startswith("xpack.")
        ],
    }  # fmt: skip
    return [fault for fault, kept in checks.items() if not kept]


def _of_kind(name: str, one: Compose) -> list[str]:
    environment, volumes = one["environment"], " ".join(one.get("volumes", ()))
    health = one.get("healthcheck", {})
    checks: dict[str, bool] = {}
    if name in _NODES:
        checks = {
            "security off": environment.get("xpack.security.enabled") == "true",
            "http without TLS": environment.get("xpack.security.http.ssl.enabled") == "true",
            "transport without TLS": environment.get("xpack.security.transport.ssl.enabled") == "true",
            "transport not verified": environment.get("xpack.security.transport.ssl.verification_mode") == "full",
            "peers would connect by an address": environment.get("network.publish_host") == name,
            "logs in memory": "-Xlog:disable" in environment.get("ES_JAVA_OPTS", ""),
            "password not from a file": environment.get("ELASTIC_PASSWORD_FILE") == "/run/secrets/elastic_password",
            "reached from outside": one["networks"] == ["inside"] and not one.get("ports"),
            "profile": one.get("profiles", []) == ([] if name == "elasticsearch" else ["cluster"]),
            "no health check": bool(health.get("test"))
            and "--insecure" not in str(health)
            and "-k " not in str(health),
        }
    else:
        checks["TLS without our authority"] = environment.get("IPATLAS_ELASTICSEARCH_CA") == "/run/secrets/ca_crt"
        checks["not over https"] = ":-https://" in environment.get("IPATLAS_ENGINE", "")
        checks["not built from the lock"] = one.get("build") == "."
    if name in _SERVING:
        checks |= {
            "serves with a key that writes": environment.get("IPATLAS_ELASTICSEARCH_KEY_FILE")
            == "/keys/search/search.key",
            "sees a key that writes": "key-load" not in volumes and "key-operate" not in volumes,
            "sees the first user's password": one["secrets"] == ["ca_crt"],
            "the search key may be changed": "key-search:/keys/search:ro" in volumes,
            "no health check": "readyz" in str(health.get("test")),
        }
    if name in _JOBS:
        checks["a job that starts again"] = one.get("restart") == "no"
        checks["reached from outside"] = one["networks"] == ["inside"] and not one.get("ports")
        if work := _JOBS[name]:
            checks["another key than its own"] = re.findall(r"key-(\w+)", volumes) == [work]
            checks["not with a profile"] = one.get("profiles") == [work]
            checks["sees the first user's password"] = one["secrets"] == ["ca_crt"]
    return [fault for fault, kept in checks.items() if not kept]


def image_faults(text: str) -> list[str]:
    """Return what in a Dockerfile breaks the policy."""
    stages = re.findall(r"^FROM (\S+)", text, re.MULTILINE)
    last = text[text.rindex("FROM ") :]
    checks = {
        "one stage": len(stages) >= 2,
        "image not pinned": all(_PINNED.match(one) for one in stages),
        "runs as root": re.findall(r"^USER (\S+)", last, re.MULTILINE)[-1:] == ["1000:1000"],
        "not from the lock": "--require-hashes -r requirements.lock" in text,
        "no health check": re.search(r"^HEALTHCHECK .*\n.*readyz", last, re.MULTILINE) is not None,
        "the build stays": not re.search(r"pip install|apt-get|curl|ADD ", last),
        "a secret in the image": not re.search(r"^(ENV|ARG) .*(PASSWORD|SECRET|TOKEN|KEY)", text, re.MULTILINE),
        "everything copied": not re.search(r"^COPY \. ", text, re.MULTILINE),
    }
    return [fault for fault, kept in checks.items() if not kept]


def test_the_files_keep_the_policy() -> None:
    assert faults(compose()) == []
    assert image_faults(dockerfile()) == []


def test_the_elasticsearch_of_the_containers_is_one_that_the_client_speaks_to() -> None:
    (client,) = re.findall(r"^elasticsearch==(\d+\.\d+)", (ROOT / "requirements.lock").read_text(), re.MULTILINE)
    for name in _NODES:
        assert compose()["services"][name]["image"].split(":")[1].startswith(client + ".")


def _set(service: str, *path: str, to: object) -> Callable[[Compose], None]:
    def change(given: Compose) -> None:
        place = given["services"][service]
        for step in path[:-1]:
            place = place[step]
        place[path[-1]] = to

    return change


_PLANTED: dict[str, tuple[str, Callable[[Compose], None]]] = {
    "latest": ("image not pinned", _set("ui", "image", to="ipatlas:latest")),
    "no tag": ("image not pinned", _set("elasticsearch", "image", to="elasticsearch")),
    "root": ("runs as root", _set("loader", "user", to="0:0")),
    "writable": ("not read-only", _set("elasticsearch-2", "read_only", to=False)),
    "privileges": ("may gain privileges", _set("keys", "security_opt", to=[])),
    "capability": ("has capabilities", _set("api", "cap_add", to=["NET_ADMIN"])),
    "privileged": ("privileged", _set("elasticsearch", "privileged", to=True)),
    "unbounded": ("no bound on memory", _set("ui", "mem_limit", to=None)),
    "socket": ("a volume of the machine's own", _set("ui", "volumes", to=["/var/run/docker.sock:/s"])),
    "open port": ("a port open to others", _set("ui", "ports", to=["8000:8000"])),
    "any address": ("a port open to others", _set("ui", "ports", to=["0.0.0.0:8000:8000"])),
    "password": ("a secret in the environment", _set("elasticsearch", "environment", "ELASTIC_PASSWORD", to="x")),
    "key": ("a secret in the environment", _set("ui", "environment", "IPATLAS_ELASTICSEARCH_KEY", to="x")),
    "security": ("security off", _set("elasticsearch-3", "environment", "xpack.security.enabled", to="false")),
    "plain": ("http without TLS", _set("elasticsearch", "environment", "xpack.security.http.ssl.enabled", to="false")),
    "unverified": (
        "transport not verified",
        _set("elasticsearch", "environment", "xpack.security.transport.ssl.verification_mode", to="none"),
    ),
    "by address": (
        "peers would connect by an address",
        _set("elasticsearch-2", "environment", "network.publish_host", to="_site_"),
    ),
    "gc log": ("logs in memory", _set("elasticsearch", "environment", "ES_JAVA_OPTS", to="-Xms2g -Xmx2g")),
    "exposed": ("reached from outside", _set("elasticsearch", "ports", to=["127.0.0.1:9200:9200"])),
    "no check": ("no health check", _set("api", "healthcheck", to={"disable": True})),
    "load key": (
        "serves with a key that writes",
        _set("ui", "environment", "IPATLAS_ELASTICSEARCH_KEY_FILE", to="/keys/load/load.key"),
    ),
    "key volume": ("sees a key that writes", _set("api", "volumes", to=["key-search:/keys/search:ro", "key-load:/k"])),
    "all keys": ("another key than its own", _set("loader", "volumes", to=["key-load:/l", "key-operate:/o"])),
    "first user": ("sees the first user's password", _set("ui", "secrets", to=["ca_crt", "elastic_password"])),
    "http": ("not over https", _set("ui", "environment", "IPATLAS_ENGINE", to="${X:-http://elasticsearch:9200}")),
    "network": ("is not internal", lambda given: given["networks"].update(inside={})),
    "inline secret": ("no file", lambda given: given["secrets"].update(more={"environment": "X"})),
    "gone": ("missing", lambda given: given["services"].pop("loader")),
}


@pytest.mark.parametrize("name", _PLANTED)
def test_a_planted_violation_is_found(name: str) -> None:
    said, change = _PLANTED[name]
    given = copy.deepcopy(compose())
    change(given)
    assert any(said in one for one in faults(given)), faults(given)


@pytest.mark.parametrize(
    ("said", "old", "new"),
    [
        ("image not pinned", "python:3.11.14-slim-bookworm", "python:latest"),
        ("runs as root", "USER 1000:1000", "USER root"),
        ("not from the lock", "--require-hashes ", ""),
        ("no health check", "HEALTHCHECK", "# HEALTHCHECK"),
        ("a secret in the image", "ENV PATH", "ENV MY_TOKEN=x PATH"),
        ("everything copied", "COPY domain ./domain", "COPY . ."),
        ("the build stays", "WORKDIR /state", "RUN apt-get install -y curl"),
        ("one stage", "FROM python:3.11.14-slim-bookworm AS build", ""),
    ],
)
def test_a_planted_violation_of_the_image_is_found(said: str, old: str, new: str) -> None:
    assert old in dockerfile() and said in image_faults(dockerfile().replace(old, new))


def test_what_a_cluster_starts_with_is_made_once(tmp_path: Path) -> None:
    def prepared() -> None:
        subprocess.run(
            [ROOT / "docker" / "prepare.sh", "secrets", "127.0.0.1", "node.example"],
            cwd=tmp_path,
            check=True,
            capture_output=True,
        )

    prepared()
    secrets = tmp_path / "secrets"
    first = {path.name: path.read_bytes() for path in secrets.iterdir()}
    prepared()
    assert {path.name: path.read_bytes() for path in secrets.iterdir()} == first
    for name in ("elastic_password", "ca.key", "node.key"):
        assert (secrets / name).stat().st_mode & 0o777 == 0o600
    subprocess.run(["openssl", "verify", "-CAfile", "ca.crt", "node.crt"], cwd=secrets, check=True, capture_output=True)
    said = subprocess.run(
        ["openssl", "x509", "-in", "node.crt", "-noout", "-ext", "subjectAltName"],
        cwd=secrets, check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip
    assert "DNS:node.example" in said and "IP Address:127.0.0.1" in said
    wanted = {one["file"].removeprefix("./secrets/") for one in compose()["secrets"].values()}
    assert wanted <= {path.name for path in secrets.iterdir()}
