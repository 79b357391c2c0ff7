"""An export as references: RIS and BibTeX, one entry for each filing, and JSONL, the filing itself on one line."""

import re
from collections.abc import Iterable, Iterator

from domain.codec import shown
from domain.filings import Filing
from search_api.export.columns import name_of, text_in

_RIS_TYPES = {"patent": "PAT", "design": "PAT"}
_BIBTEX = str.maketrans(
    {
        "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "%": r"\%", "&": r"\&", "$": r"\$", "#": r"\#", "_": r"\_",
        "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
    }
)  # fmt: skip
_LINES = re.compile(r"\s+")


def jsonl_lines(filings: Iterable[Filing], lang: str) -> Iterator[bytes]:
    """Yield one whole filing a line."""
    for filing in filings:
        yield shown(filing) + b"\n"


def ris_entries(filings: Iterable[Filing], lang: str) -> Iterator[bytes]:
    """Yield RIS entries; the type is PAT for patents and designs, GEN for other rights."""
    for filing in filings:
        lines = [("TY", _RIS_TYPES.get(filing.right, "GEN")), ("ID", filing.id), ("TI", name_of(filing, lang))]
        lines += [("AU", one.name) for one in filing.parties if one.role in ("inventor", "designer")]
        lines += [("A2", one.name) for one in filing.parties if one.role in ("applicant", "assignee", "proprietor")]
        lines += [("PY", (_date(filing) or "")[:4]), ("DA", (_date(filing) or "").replace("-", "/"))]
        lines += [("M1", one.number) for one in filing.numbers if one.type == "application"]
        lines += [("AB", text_in(filing.abstract, lang)), ("CY", filing.office), ("PB", filing.office)]
        lines += [("KW", one.symbol) for one in filing.classes]
        text = "".join(f"{tag}  - {_one_line(value)}\r\n" for tag, value in lines if value)
        yield f"{text}ER  - \r\n\r\n".encode()


def bibtex_entries(filings: Iterable[Filing], lang: str) -> Iterator[bytes]:
    """Yield BibTeX entries: ``@patent`` (biblatex) for patents and designs, ``@misc`` for other rights."""
    for filing in filings:
        authors = [one.name for one in filing.parties if one.role in ("inventor", "designer")]
        owners = [one.name for one in filing.parties if one.role in ("applicant", "assignee", "proprietor")]
        values = {
            "title": name_of(filing, lang),
            "author": " and ".join(dict.fromkeys(authors or owners)),
            "holder": " and ".join(dict.fromkeys(owners)),
            "number": filing.id,
            "location": filing.office,
            "year": (_date(filing) or "")[:4],
            "date": _date(filing) or "",
        }
        kind = "patent" if filing.right in _RIS_TYPES else "misc"
        body = "".join(
            f"  {name} = {{{_one_line(value).translate(_BIBTEX)}}},\n" for name, value in values.items() if value
        )
        yield f"@{kind}{{{filing.id},\n{body}}}\n\n".encode()


def _date(filing: Filing) -> str | None:
    return filing.dates.published or filing.dates.registered or filing.dates.filed


def _one_line(text: str) -> str:
    return _LINES.sub(" ", text).strip()
