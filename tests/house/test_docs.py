"""The documentation is tested against the code: generated pages are fresh, every setting stands in docs/settings.md."""

import re
from pathlib import Path

from bench.docs import DOCS, pages

ROOT = Path(__file__).parent.parent.parent


def test_generated_pages_are_fresh() -> None:
    stale = [name for name, text in pages().items() if (DOCS / name).read_text(encoding="utf-8") != text]
    assert stale == [], "run `make docs`"


def test_every_setting_is_documented() -> None:
    documented = (DOCS / "settings.md").read_text(encoding="utf-8")
    used: set[str] = set()
    for package in ("domain", "loaders", "indexer", "search_api", "ui"):
        for path in (ROOT / package).rglob("*.py"):
            used |= set(re.findall(r"\bIPATLAS_[A-Z_]+\b", path.read_text(encoding="utf-8")))
    assert {name for name in used if name not in documented} == set()


def test_links_of_the_documentation_lead_somewhere() -> None:
    broken: list[str] = []
    for page in [ROOT / "README.md", *DOCS.rglob("*.md")]:
        for target in re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            if not (page.parent / target).exists():
                broken.append(f"{page.name}: {target}")
    assert broken == []
