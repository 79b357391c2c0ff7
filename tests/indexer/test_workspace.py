"""What people keep survives what happens to the index, and says no more than the office wants kept."""

from pathlib import Path

import pytest

from domain.errors import EngineDamaged
from indexer import workspace
from indexer.engines.connect import EngineSettings, connect


def test_a_record_is_kept_with_its_runs_and_dismissals_beside_it(tmp_path: Path) -> None:
    engine = connect(EngineSettings(f"embedded:{tmp_path / 'index'}", tmp_path))
    with workspace.opened(engine) as connection:
        kept = workspace.keep(connection, "conflicts", {"mark": "云岚"}, {"hits": [{"id": "CN-TM-1", "level": 2}]})
        workspace.dismiss(connection, kept.id, "CN-TM-1", "含义不同")
        workspace.dismiss(connection, kept.id, "CN-TM-1", "goods differ")
        workspace.note_run(connection, kept.id, {"new": ["CN-TM-2"]})
    engine.reindex()
    engine.close()
    again = connect(EngineSettings(f"embedded:{tmp_path / 'index'}", tmp_path))
    with workspace.opened(again) as connection:
        found = workspace.recorded(connection, kept.id)
        assert found is not None
        assert (found.query, found.answer) == (kept.query, kept.answer)
        assert [(one.hit, one.reason) for one in found.dismissals] == [("CN-TM-1", "goods differ")]
        assert [one.changed for one in found.runs] == [{"new": ["CN-TM-2"]}]
        workspace.forget(connection, kept.id)
        assert workspace.recorded(connection, kept.id) is None
    again.close()


def test_without_the_query_its_words_reach_no_file(tmp_path: Path) -> None:
    engine = connect(EngineSettings(f"embedded:{tmp_path / 'index'}", tmp_path))
    with workspace.opened(engine) as connection:
        kept = workspace.keep(connection, "conflicts", None, {"hits": []})
        found = workspace.recorded(connection, kept.id)
        assert found is not None and found.query is None
    engine.close()


def test_a_damaged_file_is_said_to_be_one(tmp_path: Path) -> None:
    engine = connect(EngineSettings(f"embedded:{tmp_path / 'index'}", tmp_path))
    (tmp_path / "index" / workspace.FILE).write_bytes(b"no database" * 200)
    with pytest.raises(EngineDamaged), workspace.opened(engine):
        pass
    engine.close()


def test_branches_tags_noise_and_judgements_are_kept(tmp_path: Path) -> None:
    engine = connect(EngineSettings(f"embedded:{tmp_path / 'index'}", tmp_path))
    tree = (workspace.Branch("z", None, ""), workspace.Branch("a", "z", "tea"))
    with workspace.opened(engine) as connection:
        workspace.keep_branches(connection, (workspace.Branch("old", None, "x"),))
        workspace.keep_branches(connection, tree)
        workspace.tag(connection, "key", ["US-1-A1", "CN-2-B"], "Li", "first")
        workspace.tag(connection, "key", ["US-1-A1"], "Wang", "again")
        workspace.set_aside(connection, "a", ["CN-3-A"], "Li", "a teapot")
        workspace.judge(connection, "a", [("CN-4-A", True), ("CN-5-A", False)], "Li")
    engine.close()
    again = connect(EngineSettings(f"embedded:{tmp_path / 'index'}", tmp_path))
    with workspace.opened(again) as connection:
        assert workspace.branches(connection) == tree
        assert workspace.tags(connection) == {"key": 2}
        kept = workspace.tagged(connection, "key")
        assert [(one.id, one.by, one.why) for one in kept] == [("CN-2-B", "Li", "first"), ("US-1-A1", "Wang", "again")]
        workspace.untag(connection, "key", ["CN-2-B"])
        assert [one.id for one in workspace.tagged(connection)] == ["US-1-A1"]
        assert [one.id for one in workspace.noise(connection, "a")] == ["CN-3-A"]
        workspace.take_back(connection, "a", ["CN-3-A"])
        assert workspace.noise(connection) == ()
        assert [(one.id, one.relevant) for one in workspace.judged(connection, "a")] == [
            ("CN-4-A", True),
            ("CN-5-A", False),
        ]
    again.close()
