"""The words that the corpus is made of, read from the tables in ``words/``."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

WORDS = Path(__file__).parent / "words"
TECHNOLOGIES = ("electrolyte", "tea", "turbine", "imaging", "packaging", "drone")
Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Parameter:
    """A quantity that claims limit."""

    zh: str
    en: str
    unit_zh: str
    unit_en: str
    low: float
    high: float
    decimals: int


@dataclass(frozen=True, slots=True)
class Technology:
    """The vocabulary of one technology; rows begin with the Chinese and the English wording."""

    name: str
    method_zh: str
    method: str
    label_zh: str
    label: str
    ipc: Row
    cpc: Row
    subjects: tuple[Row, ...]
    qualities: tuple[Row, ...]
    parts: tuple[Row, ...]
    materials: tuple[Row, ...]
    parameters: tuple[Parameter, ...]
    effects: tuple[Row, ...]
    problems: tuple[Row, ...]
    steps: tuple[Row, ...]
    uses: tuple[Row, ...]
    relations: tuple[Row, ...]
    figures: tuple[Row, ...]


_UNITS_ZH = {
    "images": "幅", "channels": "个", "times": "倍", "stages": "次", "pixels": "个像素", "epochs": "轮", "h": "小时",
    "min": "分钟", "°C": "℃",
}  # fmt: skip


def rows(table: str) -> tuple[Row, ...]:
    """Read a table of lines with cells between bars."""
    return tuple(tuple(cell.strip() for cell in line.split("|")) for line in table.strip().splitlines())


@cache
def words(name: str) -> dict[str, Any]:
    """Read one file of ``words/``, its tables as rows."""
    raw = tomllib.loads((WORDS / f"{name}.toml").read_text(encoding="utf-8"))
    return {key: rows(value) if isinstance(value, str) and "\n" in value else value for key, value in raw.items()}


@cache
def technologies() -> tuple[Technology, ...]:
    """Return the technologies in a fixed order."""
    return tuple(_technology(name) for name in TECHNOLOGIES)


def _technology(name: str) -> Technology:
    raw = dict(words(name))
    raw["parameters"] = tuple(_parameter(row) for row in raw["parameters"])
    raw["ipc"], raw["cpc"] = tuple(raw["ipc"]), tuple(raw["cpc"])
    return Technology(name=name, **raw)


def _parameter(row: Row) -> Parameter:
    zh, en, unit, low, high, decimals = row
    spaced = f" {unit}" if unit and unit not in ("%", "°") else unit
    return Parameter(zh, en, _UNITS_ZH.get(unit, unit), spaced, float(low), float(high), int(decimals))
