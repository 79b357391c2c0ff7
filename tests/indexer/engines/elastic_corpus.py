"""What the loads of a cluster's tests read: patents alone, so that few indices are made, met by exchange data and events."""

from pathlib import Path

from tests.indexer.corpus import write_corpus

_READ = ("us-grants-01.xml", "us-grants-02.xml", "ep-exchange-01.xml", "ep-patents-01.xml", "legal-events-01.csv")


def files_in(folder: Path) -> list[Path]:
    """Write the files and return them by name."""
    return [one for one in write_corpus(folder, patents=16, marks=8) if one.name in _READ]
