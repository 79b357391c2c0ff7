"""Bytes that publications take in a cluster, by kind of column: ``python -m bench.sizing --cluster URL``.

Three kinds of publication are loaded, each into indices of its own that are merged to one segment and deleted after:
generated bibliographic ones with an abstract (3 KB), American grants with the beginning of their description, and whole
grants. The server's own analysis of the disk (``_disk_usage``) is added up; ``docs/operations.md`` extrapolates. What is kept
``for recovery`` (the body as it was sent, for 12 hours, so that a replica can catch up) is told apart.
"""

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from bench.hybrid import cleared, filled, opened
from bench.indexes import publications
from bench.relevance.corpus import filings_of
from domain.fields import indexed_fields
from domain.filings import Filing
from indexer.engines import columns
from indexer.engines.elastic.engine import ElasticEngine
from indexer.engines.elastic.mapping import VECTOR

_WORDS = {one.name for one in indexed_fields() if one.kind in ("text", "name")}
GROUPS = ("records", "words, positions", "stems", "vectors", "all else", "for recovery")


def main(given: list[str] | None = None) -> int:
    """Measure, print, and write the figures where a file is named."""
    parser = argparse.ArgumentParser(prog="python -m bench.sizing", description=__doc__)
    parser.add_argument("--size", type=int, default=5_000, help="publications of each kind, at most (%(default)s)")
    parser.add_argument("--cluster", default=os.environ.get("IPATLAS_TEST_ELASTICSEARCH"), help="address of a cluster")
    parser.add_argument("--json", type=Path, help="where to write the figures")
    wanted = parser.parse_args(given)
    shared = Path(os.environ.get("IPATLAS_SHARED", "../shared")) / "data"
    rows: list[dict[str, Any]] = []
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        kinds = {
            "bibliography and abstract": publications(folder / "files", wanted.size),
            "with 2,500 characters of description": [shared / "bench" / "us" / "us_patents.jsonl.xz"],
            "full text": sorted((shared / "uspto" / "grants").glob("*.xml")),
        }
        for kind, files in kinds.items():
            if all(one.exists() for one in files):
                rows.append({"kind": kind, **measured(files, wanted.size, folder / kind, wanted.cluster)})
    print(f"| bytes a publication | publications | {' | '.join(GROUPS)} | all |")
    print("|---" * (len(GROUPS) + 3) + "|")
    for row in rows:
        print(
            f"| {row['kind']} | {row['publications']:,} | {' | '.join(f'{row[one]:,}' for one in GROUPS)} | {row['all']:,} |"
        )
    if wanted.json:
        wanted.json.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")
    return 0


def measured(files: list[Path], size: int, folder: Path, url: str | None) -> dict[str, int]:
    """Return the bytes of one publication by kind of column."""

    def filings() -> Iterator[Filing]:
        return islice((one for file in files for one in filings_of(file)), size)

    engine = opened("elasticsearch", folder, url)
    assert isinstance(engine, ElasticEngine)
    try:
        filled(engine, filings)
        client = engine.cluster.client.options(request_timeout=600)
        name = engine.cluster.alias("*")
        client.indices.forcemerge(index=name, max_num_segments=1)
        client.indices.refresh(index=name)
        found = client.perform_request(
            "POST", f"/{name}/_disk_usage", params={"run_expensive_tasks": "true"},
            headers={"accept": "application/json"},
        ).body  # fmt: skip
        records = int(client.count(index=name)["count"])
        totals = dict.fromkeys(GROUPS, 0)
        for index, about in found.items():
            if index != "_shards":
                for column, one in about["fields"].items():
                    totals[_group(column)] += int(one["total_in_bytes"])
    finally:
        cleared(engine)
        engine.close()
    each = {group: round(total / records) for group, total in totals.items()}
    return {"publications": records, **each, "all": sum(each.values()) - each["for recovery"]}


def _group(column: str) -> str:
    if column == "_source":
        return "records"
    if column == VECTOR:
        return "vectors"
    if column == "_recovery_source":
        return "for recovery"
    if column.endswith(columns.STEMS):
        return "stems"
    return "words, positions" if column in _WORDS else "all else"


if __name__ == "__main__":
    sys.exit(main())
