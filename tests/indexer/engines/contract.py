"""The contract of an engine. A module that defines ``engine_factory`` and imports everything from here runs it.

``engine_factory()`` returns a new empty engine, ``vector_engine_factory()`` one that embeds with ``Dice``; their scope is
the module. Each part holds the engine to one side of the port: queries, answers (facets, order, groups, passages),
vectors, marks, and writing (versions, parts, amendments, concurrency).
"""

from tests.indexer.engines.contract_answers import *  # noqa: F403
from tests.indexer.engines.contract_marks import *  # noqa: F403
from tests.indexer.engines.contract_queries import *  # noqa: F403
from tests.indexer.engines.contract_vectors import *  # noqa: F403
from tests.indexer.engines.contract_writing import *  # noqa: F403
