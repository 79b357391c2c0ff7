"""About two thousand invented filings in the offices' formats; ``python -m bench.corpus --demo`` writes them anew."""
