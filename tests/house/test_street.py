"""The street, the rooms and the sizes that docs/architecture.md promises hold."""

import ast
import statistics
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
PACKAGES = ("domain", "loaders", "indexer", "search_api", "ui")
ROOMS = {
    "lxml": ("loaders/",),
    "elasticsearch": ("indexer/engines/elastic/",),
    "elastic_transport": ("indexer/engines/elastic/",),
    "tantivy": ("indexer/",),
    "sqlite3": ("indexer/",),
}
FORBIDDEN_NAMES = {"item", "items", "entity", "entities", "manager", "helper", "helpers", "util", "utils"}


def sources() -> list[Path]:
    return [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))]


def imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.split(".")[0])
    return names


def test_each_package_imports_only_those_before_it() -> None:
    done = subprocess.run(
        [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_libraries_stay_in_their_rooms() -> None:
    strays = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in sources()
        for name in imported(path) & set(ROOMS)
        if not str(path.relative_to(ROOT)).startswith(ROOMS[name])
    ]
    assert strays == []


def test_the_domain_does_no_input_or_output() -> None:
    doors = {"os", "socket", "subprocess", "urllib", "http", "httpx", "shutil", "tempfile", "fastapi", "logging"}
    strays = [f"{path.name}: {name}" for path in (ROOT / "domain").rglob("*.py") for name in imported(path) & doors]
    assert strays == []


def test_http_statuses_stand_in_one_table() -> None:
    strays = [
        str(path.relative_to(ROOT))
        for path in sources()
        if "HTTPException" in path.read_text(encoding="utf-8") and path.name != "problems.py"
    ]
    assert strays == []


def test_files_and_functions_are_small() -> None:
    lengths: list[int] = []
    too_long: list[str] = []
    for path in sources():
        text = path.read_text(encoding="utf-8")
        lines = text.count("\n")
        lengths.append(lines)
        if lines > 400:
            too_long.append(f"{path.relative_to(ROOT)}: {lines} lines")
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno is not None:
                length = node.end_lineno - node.lineno + 1
                if length > 70:
                    too_long.append(f"{path.relative_to(ROOT)}: {node.name} has {length} lines")
    assert too_long == []
    assert statistics.median(lengths) <= 140


def test_names_are_the_trades() -> None:
    strays: list[str] = []
    for path in sources():
        if path.stem in FORBIDDEN_NAMES:
            strays.append(str(path.relative_to(ROOT)))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef | ast.FunctionDef) and node.name.lower().strip("_") in FORBIDDEN_NAMES:
                strays.append(f"{path.relative_to(ROOT)}: {node.name}")
    assert strays == []


def test_every_module_says_what_it_is_for() -> None:
    silent = [
        str(path.relative_to(ROOT))
        for path in sources()
        if path.read_text(encoding="utf-8").strip()
        and not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert silent == []
