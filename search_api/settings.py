"""The settings of the answering side, read once at the doors and passed down."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from domain.errors import SettingsError


@dataclass(frozen=True, slots=True, kw_only=True)
class Budgets:
    """What one question may cost; see ``docs/settings.md``."""

    page_size: int = 100
    window: int = 10_000
    facets: int = 12
    facet_size: int = 100
    body_bytes: int = 1_000_000
    draft_bytes: int = 20_000_000
    """A draft as a file, with its drawings."""
    cost_ms: float = 5_000.0
    """The estimated cost above which a query is refused before it runs."""
    points_per_minute: int = 6_000
    """Per client: a call costs one point and one more for each 10 ms that it is estimated to take; 0 is no limit."""
    exports_per_client: int = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiSettings:
    """Budgets and where the service stands."""

    budgets: Budgets = Budgets()
    trusted_proxies: tuple[str, ...] = ()
    """Addresses whose ``X-Forwarded-For`` is believed."""
    records: Literal["full", "bare", "off"] = "full"
    """Whether searches that people save are kept with their query, without it, or not at all."""
    slots: Path | None = None
    """Where several processes of one service note their running exports; one alone counts by itself."""


_DEFAULTS = Budgets()


def from_environment(environment: Mapping[str, str]) -> ApiSettings:
    """Read ``IPATLAS_RATE``, ``_COST_MS``, ``_EXPORTS``, ``_RECORDS``, ``_TRUSTED_PROXIES`` and ``_SLOTS``."""
    budgets = Budgets(
        points_per_minute=_integer(environment, "IPATLAS_RATE", _DEFAULTS.points_per_minute),
        cost_ms=float(_integer(environment, "IPATLAS_COST_MS", int(_DEFAULTS.cost_ms))),
        exports_per_client=_integer(environment, "IPATLAS_EXPORTS", _DEFAULTS.exports_per_client),
    )
    proxies = tuple(one.strip() for one in environment.get("IPATLAS_TRUSTED_PROXIES", "").split(",") if one.strip())
    slots = environment.get("IPATLAS_SLOTS")
    return ApiSettings(
        budgets=budgets, trusted_proxies=proxies, slots=Path(slots) if slots else None, records=_records(environment)
    )


def _records(environment: Mapping[str, str]) -> Literal["full", "bare", "off"]:
    match environment.get("IPATLAS_RECORDS", "full"):
        case "full":
            return "full"
        case "bare":
            return "bare"
        case "off":
            return "off"
    raise SettingsError("IPATLAS_RECORDS 须为 full、bare 或 off。", "IPATLAS_RECORDS must be full, bare or off.")


def _integer(environment: Mapping[str, str], name: str, default: int) -> int:
    text = environment.get(name, "")
    if not text:
        return default
    if not text.isdigit():
        raise SettingsError(f"{name} 须为非负整数。", f"{name} must be a whole number, 0 or more.")
    return int(text)
