"""The sources that can be loaded, listed by hand; the order is the order in which content is compared with them."""

from loaders.cnipa import patents, patents_2006
from loaders.epo import docdb, fulltext
from loaders.euipo import designs
from loaders.euipo import trademarks as euipo_trademarks
from loaders.sources import Source
from loaders.uspto import applications, grants
from loaders.uspto import trademarks as uspto_trademarks

SOURCES: tuple[Source, ...] = (
    grants.SOURCE,
    applications.SOURCE,
    patents.SOURCE,
    patents_2006.SOURCE,
    fulltext.SOURCE,
    docdb.SOURCE,
    uspto_trademarks.SOURCE,
    euipo_trademarks.SOURCE,
    designs.SOURCE,
)
BY_NAME = {source.name: source for source in SOURCES}
