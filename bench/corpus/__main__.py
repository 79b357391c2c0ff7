"""Write a corpus: ``python -m bench.corpus --out FOLDER --patents N --marks M``, or ``--demo`` for the bundle."""

import argparse
import sys
from pathlib import Path

from bench.corpus.write import DEMO, DEMO_SEED, size, write, write_manifest

BUNDLE = Path(__file__).parents[2] / "ui" / "cli" / "demo_bundle"


def main(arguments: list[str] | None = None) -> int:
    """Write what the arguments ask for."""
    parser = argparse.ArgumentParser(prog="python -m bench.corpus", description=__doc__)
    parser.add_argument("--out", type=Path, help="the folder to write into")
    parser.add_argument("--patents", type=int, default=2_000, help="publications of patents (%(default)s)")
    parser.add_argument("--marks", type=int, default=500, help="marks (%(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="another seed gives another register (%(default)s)")
    parser.add_argument("--fulltext", type=float, default=0.0, help="share of patents with 80 KB of text (%(default)s)")
    parser.add_argument("--short", action="store_true", help="patents of 3 KB, without exchange records")
    parser.add_argument("--packing", choices=("none", "xz", "zip"), default="none", help="compression (%(default)s)")
    parser.add_argument("--manifest", type=Path, help="where to write counts and planted pairs of marks, as JSON")
    parser.add_argument("--demo", action="store_true", help="write the bundle of ipatlas demo anew")
    told = parser.parse_args(arguments)
    if told.demo:
        write_bundle(BUNDLE)
        return 0
    if told.out is None:
        parser.error("--out or --demo is needed")
    wanted = size(told.patents, told.marks, told.fulltext, told.short)
    held = write(told.out, told.seed, wanted, told.packing)
    if told.manifest:
        write_manifest(told.manifest, held)
    return 0


def write_bundle(folder: Path) -> None:
    """Write the demo's files in place of those that are there."""
    for old in folder.glob("*.xz"):
        old.unlink()
    write(folder, DEMO_SEED, DEMO, "xz")


if __name__ == "__main__":
    sys.exit(main())
