"""The figures as a table: what was measured, its interval, and what it must reach."""

from collections.abc import Mapping
from typing import Any

_MUST = {"decided_goods": (0.70, 0.88), "euipo_pairs": (0.50, 0.76)}
_FEW = 60
_BOUNDS = {
    "build": "must: 600 seconds", "latency": "must: p50 120 ms, p95 300 ms",
    "audit": "must: 10 seconds, nothing lost in 99 % of 500",
}  # fmt: skip


def table(made: Mapping[str, Any]) -> str:
    """Return the table as Markdown."""
    lines = []
    if "sets" in made:
        lines = ["| set | n | R@10 (95 %) | R@100 (95 %) | plain n-grams | must | |", "|---|---|---|---|---|---|---|"]
    for name, one in made.get("sets", {}).items():
        must = _MUST.get(name)
        lines.append(
            f"| {name} | {one['n']} | {one['r10']:.2f} ({one['r10_low']:.2f}-{one['r10_high']:.2f}) |"
            f" {one['r100']:.2f} ({one['r100_low']:.2f}-{one['r100_high']:.2f}) |"
            f" {one['ngram_r10']:.2f} / {one['ngram_r100']:.2f} |"
            f" {f'{must[0]:.2f} / {must[1]:.2f}' if must else ''} | {_verdict(one, must)} |"
        )
    for title, bound, key in (("rule", 0.97, "rules"), ("guard", 0.95, "guards")):
        if key in made:
            lines += ["", f"| {title} | n | share | must |", "|---|---|---|---|"]
            lines += [f"| {code} | {one['n']} | {one['share']:.3f} | {bound} |" for code, one in made[key].items()]
    for key, must in _BOUNDS.items():
        if key in made:
            lines += ["", f"{key}: " + ", ".join(f"{name} {value}" for name, value in made[key].items()) + f" ({must})"]
    return "\n".join(lines)


def _verdict(one: Mapping[str, float], must: tuple[float, float] | None) -> str:
    if must is None:
        return ""
    if one["n"] < _FEW:
        return "too few to pass or fail by a point"
    return "reached" if one["r10"] >= must[0] and one["r100"] >= must[1] else "not reached"
