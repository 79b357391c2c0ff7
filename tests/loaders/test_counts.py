"""Every real file either reads with both counts equal, or is named as a format that is not read."""

from pathlib import Path

import pytest

from bench.counts import count_file
from loaders.archives import files_below
from tests.shared_files import shared_path

FOLDERS = {
    "uspto/grants": {"uspto-grants": (127, 125, 2, 0)},
    "uspto/trademarks": {"uspto-trademarks": (23, 23, 0, 0)},
    "uspto/applications": {"uspto-applications": (4, 4, 0, 0)},
    "uspto/damaged": {"uspto-grants": (5, 4, 0, 1)},
    "uspto/patdoc": {},
    "uspto/assignments": {},
    "epo/docdb": {"epo-docdb": (13, 13, 0, 0)},
    "epo/fulltext": {"epo-fulltext": (27, 23, 0, 4)},
    "epo/ops": {},
    "cnipa/current": {"cnipa-patents": (4, 4, 0, 0)},
    "cnipa/legacy": {"cnipa-patents-2006": (3, 3, 0, 0)},
    "cnipa/dossiers": {},
    "euipo/designs.tar.xz": {"euipo-designs": (302, 302, 0, 0)},
    "wipo/st96": {"wipo-st96-gi": (1, 1, 0, 0)},
    "gi/defra_register.json": {"gi-register": (3715, 3715, 0, 0)},
    "jpo": {},
}


@pytest.mark.shared
@pytest.mark.parametrize("folder", FOLDERS)
def test_counts_of_real_files(folder: str) -> None:
    found: dict[str, tuple[int, int, int, int]] = {}
    for path in files_below(shared_path(folder)):
        one = count_file(path, path.name)
        assert one.agrees, path.name
        if not one.sources:
            assert one.read == 0
            assert one.note.startswith("not read: ") or one.unrecognised, path.name
            if folder in ("uspto/patdoc", "jpo", "cnipa/dossiers") or path.suffix == ".greenbook":
                assert "unknown" not in one.note, path.name
            continue
        (name,) = one.sources
        counts = (one.read, one.records, one.skipped, one.rejected)
        before = found.get(name, (0, 0, 0, 0))
        found[name] = (before[0] + counts[0], before[1] + counts[1], before[2] + counts[2], before[3] + counts[3])
    assert found == FOLDERS[folder]


@pytest.mark.shared
def test_neither_batches_nor_the_container_change_a_version() -> None:
    from loaders.load import read_parts

    def versions(path: Path, size: int) -> list[tuple[str, str, str, int]]:
        return [(*part.key, part.version) for batch in read_parts(path, batch_size=size) for part in batch.parts]

    path = shared_path("uspto/trademarks/seed.xml")
    assert versions(path, 1) == versions(path, 500)
    assert versions(path, 3) == versions(shared_path("uspto/trademarks/seed.zip"), 500)
