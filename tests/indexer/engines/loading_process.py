"""A load in a process of its own, to be killed: ``python -m ... [--slowly] URL PREFIX STATE FILE...``.

It says a word for each bulk that it begins; ``--slowly`` waits after the word, so that the killer is in time.
"""

import sys
import time
from collections.abc import Sequence
from pathlib import Path

from indexer.build import LoadOptions, load
from indexer.engines.elastic.bulk import Bulk, Fate, Operation
from indexer.engines.elastic.engine import ElasticEngine
from indexer.engines.elastic.settings import ClusterSettings

_send = Bulk.send


def _telling(self: Bulk, operations: Sequence[Operation]) -> list[Fate]:
    middle = len(operations) // 2
    fates = _send(self, operations[:middle])
    print("half a bulk is sent", flush=True)
    time.sleep(0.2)
    return [*fates, *_send(self, operations[middle:])]


def main() -> int:
    given = sys.argv[1:]
    if given[0] == "--slowly":
        Bulk.send = _telling  # type: ignore[method-assign]
        given = given[1:]
    url, prefix, state, *files = given
    engine = ElasticEngine(ClusterSettings(urls=(url,), prefix=prefix), Path(state))
    report = load(engine, [Path(one) for one in files], LoadOptions(readers=0))
    return 0 if report.outcome == "complete" else 1


if __name__ == "__main__":
    sys.exit(main())
