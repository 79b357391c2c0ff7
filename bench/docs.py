"""Write the pages of docs/ that are made from the code: fields, sources, commands, routes, the query language."""

import importlib
import pkgutil
import sys
from pathlib import Path
from typing import Any

import typer.main
from fastapi.routing import APIRoute

from domain.fields import FIELDS
from loaders.catalog import SOURCES
from search_api import routes
from search_api.navigation.catalog import ANALYSES
from search_api.statistics.catalog import TABLES
from search_api.statistics.definitions import DEFINITIONS
from search_api.syntax.documentation import query_language_page

COMMANDS = """\
Every command reads its settings from the environment ([settings.md](settings.md)). Answers go to stdout, progress and
whatever else has to be said to stderr; with `--json` the answer is one JSON object, and a problem is one on stderr.
结果写到标准输出，进度与提示写到标准错误。

| exit code | meaning |
|---|---|
| 0 | done; also when `search` finds nothing |
| 1 | `show`: no such record; `load`: the counts do not agree, a file stopped, a file named itself is not recognised (inside a folder or an archive it is only counted), or more than `--max-rejected` was rejected; `doctor`: something is wrong |
| 2 | a fault of usage or of the query |
| 75 | the engine is away, or another load is running |
| 130 | stopped by Ctrl-C; the same `load` goes on where it stopped |

The last line of `load`, exact for each file and in all, with `read = indexed + stale + withdrawn + rejected + skipped`:

    read=230 indexed=225 stale=0 withdrawn=0 rejected=0 skipped=5 already=0 unrecognised=0 files=1 seconds=1.2

`stale`: this state or a newer one is held; `skipped`: records that are no filings; `already`: files that are complete and were
not read again; `unrecognised`: files and members that no source reads, each named on stderr. Reference tables (IPC and CPC
schemes, Nice list, similar groups, [coordinated classes](conflicts.md#facts-that-ship), Vienna, countries, fields of
technology, Chinese administrative divisions) load with the same command: a table counts in
`files`; its titles are no records and stand in no other count. 参考表（国际专利分类、合作专利分类、尼斯分类、类似群、关联类别、
维也纳分类、国家、技术领域、行政区划）用同一命令载入。
"""
API = """\
What each address takes and answers, with every parameter and every problem: [api-answers.md](api-answers.md).
"""
DOCS = Path(__file__).parent.parent / "docs"
NOTE = "<!-- Made by `make docs` from the code; edit the code, not this page. -->\n"


def pages() -> dict[str, str]:
    """Return every generated page by its path below docs/."""
    return {
        "fields.md": fields_page(),
        "sources/README.md": sources_page(),
        "commands.md": commands_page(),
        "api.md": routes_page(),
        "query-language.md": query_language_page(),
        "navigation-analyses.md": analyses_page(),
        "statistics-tables.md": statistics_page(),
    }


def statistics_page() -> str:
    lines = [
        "# Yearly tables · 年度统计表\n",
        NOTE,
        "| | table | title | definition | terms |",
        "|---|---|---|---|---|",
    ]
    lines += [
        f"| {one.number} | `{one.name}` | {one.title.zh} · {one.title.en} | {one.definition_id} "
        f"| {', '.join(f'`{term.name}`' for term in one.definitions)} |"
        for one in TABLES.values()
    ]
    lines += ["\n## Definitions · 口径\n", "| term | version | 口径 · what it says |", "|---|---|---|"]
    lines += [
        f"| `{one.name}` {one.term.zh} · {one.term.en} | {one.version} | {one.text.zh} {one.text.en} |"
        for one in DEFINITIONS.values()
    ]
    return "\n".join(lines) + "\n"


def analyses_page() -> str:
    rows = [
        f"| `{one.name}` | {one.title.zh} · {one.title.en} | {one.unit} | {one.definition_id} | {one.definition.zh} {one.definition.en} |"
        for one in ANALYSES.values()
    ]
    head = "| analysis | title | counts by default | definition | 口径 · what it says |\n|---|---|---|---|---|"
    return f"# Analyses · 导航分析\n\n{NOTE}\n{head}\n" + "\n".join(rows) + "\n"


def fields_page() -> str:
    rows = [
        f"| `{one.name}` | {one.label.zh} · {one.label.en} | {', '.join(f'`{alias}`' for alias in one.aliases)} "
        f"| {one.inid or ''} | {one.kind} | {', '.join(one.rights) if len(one.rights) < 6 else 'all'} "
        f"| {'facet' if one.facet else ''}{' sort' if one.sort else ''} | {one.sentence.zh} {one.sentence.en} |"
        for one in FIELDS
    ]
    head = "| field | 名称 | aliases | INID | kind | rights | can | |\n|---|---|---|---|---|---|---|---|"
    return "\n".join([NOTE, "# Fields · 字段\n", head, *rows, ""])


def sources_page() -> str:
    rows = [
        f"| `{one.name}` | {one.title.zh} · {one.title.en} | {one.office} | {', '.join(one.rights)} | {one.reads} |"
        for one in SOURCES
    ]
    head = "| source | | office | rights | format |\n|---|---|---|---|---|"
    return "\n".join([NOTE, "# Sources · 数据来源\n", head, *rows, ""])


def commands_page() -> str:
    from ui.cli.application import app

    group: Any = typer.main.get_command(app)
    lines = [NOTE, "# Commands · 命令\n", COMMANDS]
    for name, command in _commands("ipatlas", group):
        lines.append(f"## `{name}`\n\n{(command.help or '').strip()}\n")
        lines += [_option(one) for one in command.params if "--help" not in one.opts]
        lines.append("")
    return "\n".join(lines)


def _commands(prefix: str, group: Any) -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = []
    for name, command in sorted(group.commands.items()):
        if hasattr(command, "commands"):
            found += _commands(f"{prefix} {name}", command)
        else:
            found.append((f"{prefix} {name}", command))
    return found


def _option(one: Any) -> str:
    name = (
        " ".join(one.opts)
        if one.param_type_name == "option"
        else (one.metavar or one.name.upper()) + ("..." if one.nargs == -1 else "")
    )
    default = (
        f" (`{one.default}`)" if isinstance(one.default, str | int | float) and one.default not in ("", False) else ""
    )
    return f"- `{name}` {getattr(one, 'help', '') or ''}{default}".rstrip()


def routes_page() -> str:
    rows = []
    names = [one.name for one in pkgutil.iter_modules(routes.__path__)]
    for name in sorted(names, key=lambda name: (name == "health", name != "search", name)):
        module = importlib.import_module(f"search_api.routes.{name}")
        prefix = "" if name == "health" else "/api/v1"
        for route in module.router.routes if hasattr(module, "router") else ():
            assert isinstance(route, APIRoute)
            methods = "|".join(sorted(route.methods))
            rows.append(f"| `{methods} {prefix}{route.path}` | {route.summary or ''} |")
    head = "| address | answers |\n|---|---|"
    return "\n".join([NOTE, "# The API\n", API, head, *rows, ""])


def main() -> None:
    """Write the pages; with ``--check`` say which are out of date and exit 1."""
    stale = []
    for name, text in pages().items():
        path = DOCS / name
        if "--check" in sys.argv:
            if not path.exists() or path.read_text(encoding="utf-8") != text:
                stale.append(name)
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    if stale:
        sys.exit(f"out of date, run `make docs`: {', '.join(stale)}")


if __name__ == "__main__":
    main()
