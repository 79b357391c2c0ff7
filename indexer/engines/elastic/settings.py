"""What is needed to reach a cluster: addresses, who asks, whom to trust, and how our indices are called."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from domain.errors import SettingsError
from domain.filings import RIGHTS
from domain.text import Wording

PREFIX = "atlas"
_NAME = re.compile(r"[a-z][a-z0-9_]{0,40}")
_SECRETS = ("KEY", "PASSWORD")
_START = "IPATLAS_ELASTICSEARCH_"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClusterSettings:
    """``urls`` may be several nodes of one cluster; ``shards`` is said for patents or for each right."""

    urls: tuple[str, ...] = ()
    key: str | None = field(default=None, repr=False)
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    ca: Path | None = None
    prefix: str = PREFIX
    shards: Mapping[str, int] | None = None
    search_seconds: float = 5.0
    write_seconds: float = 120.0
    """How long a batch is tried again before the load stops."""


def is_cluster(engine: str) -> bool:
    """Tell whether the setting of the engine is the address of a cluster."""
    return engine.startswith(("http://", "https://"))


def from_environment(environment: Mapping[str, str]) -> ClusterSettings:
    """Read ``IPATLAS_ELASTICSEARCH_…``; a secret may lie in the file that ``…_FILE`` names. Raises ``SettingsError``."""
    secrets = {name: _secret(environment, _START + name) for name in _SECRETS}
    ca = environment.get(_START + "CA")
    if ca and not Path(ca).is_file():
        raise SettingsError(f"{_START}CA 所指的文件不存在。", f"{_START}CA names no file.")
    prefix = environment.get(_START + "PREFIX") or PREFIX
    if not _NAME.fullmatch(prefix):
        raise SettingsError(
            f"{_START}PREFIX 只能用小写字母、数字和下划线，以字母开头。",
            f"{_START}PREFIX may hold lower-case letters, digits and underscores, a letter first.",
        )
    return ClusterSettings(
        key=secrets["KEY"],
        user=environment.get(_START + "USER") or None,
        password=secrets["PASSWORD"],
        ca=Path(ca) if ca else None,
        prefix=prefix,
        shards=_shards(environment.get(_START + "SHARDS", "")),
    )


def named(settings: ClusterSettings, engine: str) -> ClusterSettings:
    """Return the settings with the addresses of ``IPATLAS_ENGINE``, separated by commas. Raises ``SettingsError``."""
    urls = tuple(one.strip().rstrip("/") for one in engine.split(",") if one.strip())
    if not urls or not all(is_cluster(one) for one in urls):
        raise SettingsError("IPATLAS_ENGINE 的写法不对。", "IPATLAS_ENGINE names no engine.")
    if any("@" in one.split("//", 1)[1].split("/", 1)[0] for one in urls):
        raise SettingsError(
            "地址里不要写用户名和密码。", "An address must not hold a user and a password.",
            hint=Wording(f"请用 {_START}KEY_FILE。", f"Use {_START}KEY_FILE."),
        )  # fmt: skip
    return replace(settings, urls=urls)


def _secret(environment: Mapping[str, str], name: str) -> str | None:
    path = environment.get(name + "_FILE")
    if not path:
        return environment.get(name) or None
    if environment.get(name):
        raise SettingsError(f"{name} 与 {name}_FILE 只能设一个。", f"Set {name} or {name}_FILE, not both.")
    try:
        return Path(path).read_text(encoding="utf-8").strip() or None
    except (OSError, ValueError):
        raise SettingsError(
            f"{name}_FILE 所指的文件读不出。", f"The file that {name}_FILE names cannot be read."
        ) from None


def _shards(text: str) -> Mapping[str, int] | None:
    """Read ``8`` (patents) or ``patent=8,trademark=2``."""
    if not text:
        return None
    found: dict[str, int] = {}
    for one in text.split(","):
        right, _, count = one.rpartition("=")
        right = right.strip() or "patent"
        if right not in RIGHTS or not count.strip().isdecimal() or not 1 <= int(count) <= 1_024:
            raise SettingsError(
                f"{_START}SHARDS 写作 8 或 patent=8,trademark=2。",
                f"{_START}SHARDS is written as 8, or as patent=8,trademark=2.",
            )
        found[right] = int(count)
    return found
