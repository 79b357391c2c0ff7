"""Reading processes: the same answers in the same order, a walk that breaks off, a read that is given up, a death."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from domain.errors import ArchiveRefused, LoadError
from indexer.deliveries import preparing
from indexer.engines.embedded.prepared import prepare
from indexer.readers import Readers
from loaders.load import Batch, read_made
from loaders.steps import Job, Step
from loaders.walk import Walk
from tests.indexer.corpus import write_corpus


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return write_corpus(tmp_path_factory.mktemp("corpus"), patents=60, marks=20)


@pytest.fixture
def readers() -> Iterator[Readers]:
    made = Readers(prepare, 2)
    yield made
    made.close()


def _shape(batches: list[Batch[object]]) -> list[object]:
    return [(one.records, one.rejects, one.read, one.skipped, one.member, one.next_record) for one in batches]


def test_the_same_batches_as_in_one_process(files: list[Path], readers: Readers) -> None:
    here = preparing(prepare)
    for file in files:
        assert _shape(list(read_made(file, readers, batch_size=7))) == _shape(list(read_made(file, here, batch_size=7)))


def test_what_lies_before_a_break_is_given(files: list[Path], readers: Readers) -> None:
    jobs = _jobs(files[-1])

    def broken() -> Iterator[Step]:
        yield from jobs
        raise ArchiveRefused("断了", "broken")

    given = []
    with pytest.raises(ArchiveRefused):
        for step, made in readers.through(broken()):
            given.append((step, made))
    assert [step for step, _ in given] == jobs and all(made is not None for _, made in given)


def test_a_read_that_is_given_up_leaves_nothing_behind(files: list[Path], readers: Readers) -> None:
    wanted = _shape(list(read_made(files[1], readers, batch_size=5)))
    for stopped in range(3):
        started = read_made(files[0], readers, batch_size=3)
        for _ in range(stopped + 1):
            next(started)
        started.close()
        assert _shape(list(read_made(files[1], readers, batch_size=5))) == wanted


def test_a_process_that_dies_ends_the_read_with_a_reason(files: list[Path], readers: Readers) -> None:
    readers._readers[1]._process.kill()
    jobs = _jobs(files[-1])
    with pytest.raises(LoadError) as raised:
        list(readers.through(iter(jobs * (1 + 400 // len(jobs)))))
    assert raised.value.reason == "reader-died"


def _jobs(file: Path) -> list[Step]:
    return [step for step in Walk(file).steps() if isinstance(step, Job)]
