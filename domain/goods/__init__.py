"""When are goods and services alike: what the Nice list and the similar groups say of a term, and how two lists meet."""
