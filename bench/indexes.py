"""An index of generated filings to measure on: built once in a folder, found there again the next time."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.corpus.write import Size, write
from domain.engine import Engine
from indexer.build import LoadReport, load
from indexer.embeddings import OFF
from indexer.engines.connect import EngineSettings, connect

PUBLICATIONS = ("us-grants", "us-applications", "cn-patents", "ep-patents")
_SEED = 11


def publications(folder: Path, size: int, seed: int = _SEED, fulltext: float = 0.0) -> list[Path]:
    """Write patents, of 3 KB where none is a full text; return the files that hold each publication once."""
    short = not fulltext
    write(
        folder, seed, Size(patents=size, marks=0, designs=0, gis=0, layouts=0, signs=0, fulltext=fulltext, short=short)
    )
    return sorted(path for path in folder.iterdir() if path.name.rpartition("-")[0] in PUBLICATIONS)


def marks(folder: Path, size: int) -> list[Path]:
    """Write marks, which no index of publications holds."""
    write(folder, _SEED, Size(patents=0, marks=size, designs=0, gis=0, layouts=0, signs=0))
    return sorted(folder.glob("*-marks-*.xml"))


def opened(folder: Path) -> Engine:
    """Open the embedded engine of a folder; it makes no vectors."""
    return connect(EngineSettings(f"embedded:{folder}", folder, embedding=OFF))


def filled(engine: Engine, paths: list[Path]) -> LoadReport:
    """Load files and make sure that all was read."""
    report = load(engine, paths)
    if report.outcome != "complete":
        raise RuntimeError(f"the load ended {report.outcome}: {report.line()}")
    return report


@contextmanager
def index_of(size: int, kept: Path | None = None) -> Iterator[Path]:
    """Give the folder of an index of ``size`` filings; one kept from an earlier run is used as it is."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = kept or Path(temporary) / "index"
        if not (folder / "CURRENT").exists():
            paths = publications(Path(temporary) / "files", size)
            engine = opened(folder)
            try:
                filled(engine, paths)
            finally:
                engine.close()
        yield folder
