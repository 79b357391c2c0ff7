"""A table of coordinated classes that an office loads counts in place of the one that ships, wherever goods are related."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from domain.engine import Engine
from indexer.build import load
from indexer.engines.connect import EngineSettings, connect
from search_api.conflicts.answer import CheckAnswer, check
from search_api.conflicts.asking import Wanted, understood
from search_api.conflicts.whatif import alternatives

MARKS = """id,mark,classes,goods,owner,status,filed
1,ZORBIX,32,32: beer,Orla Ltd,in_force,2010-01-01
2,ZORBIX,12,12: cars,Mira Ltd,in_force,2011-01-01
"""
FIRST = 'class,coordinated_classes\n33,12;25\n30,"29;31"\n'
LATER = "class,coordinated_classes\n33,32\n"


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    made = connect(EngineSettings(f"embedded:{tmp_path / 'index'}", tmp_path))
    _loaded(made, tmp_path, "marks.csv", MARKS)
    yield made
    made.close()


def _loaded(engine: Engine, folder: Path, name: str, text: str) -> None:
    (folder / name).write_text(text, encoding="utf-8")
    assert load(engine, [folder / name]).outcome == "complete"


def _answered(engine: Engine) -> CheckAnswer:
    searcher = engine.searcher()
    try:
        return check(searcher, understood(Wanted(mark="ZORBIX", goods=[("33", "wine"), ("30", "tea")])))
    finally:
        searcher.close()


def _relations(found: CheckAnswer) -> dict[str, str]:
    return {one.conflict.id: one.conflict.goods.relation for one in found.rivals}


def test_the_loaded_table_counts_and_a_later_one_replaces_its_classes(engine: Engine, tmp_path: Path) -> None:
    shipped = _answered(engine)
    assert _relations(shipped) == {"XX-TM-1": "coordinated", "XX-TM-2": "other"}
    assert "coordinated-loaded" not in {one.code for one in shipped.notices}
    _loaded(engine, tmp_path, "first.csv", FIRST)
    own = _answered(engine)
    assert _relations(own) == {"XX-TM-1": "other", "XX-TM-2": "coordinated"}
    assert "coordinated-loaded" in {one.code for one in own.notices}
    _loaded(engine, tmp_path, "later.csv", LATER)
    assert _relations(_answered(engine)) == {"XX-TM-1": "coordinated", "XX-TM-2": "other"}


def test_goods_are_judged_and_left_out_by_the_loaded_table(engine: Engine, tmp_path: Path) -> None:
    _loaded(engine, tmp_path, "first.csv", FIRST)
    found = _answered(engine)
    pairs = {cited.id: cited.pair for one in found.judged if one.good.text == "wine" for cited in one.by}
    assert (pairs["XX-TM-2"].relation, pairs["XX-TM-2"].link) == ("coordinated", "33+12")
    assert {one.text for one in alternatives(found)} == {"wine", "tea"}
