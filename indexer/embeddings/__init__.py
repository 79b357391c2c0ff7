"""Meaning as numbers: which model embeds texts, how it is opened, and what of a filing is embedded.

``IPATLAS_EMBEDDING`` = ``atlas-static`` (shipped, the default) | a sentence-transformers folder or name | ``off``.
"""

from indexer.embeddings.embedder import DEFAULT, OFF, Embedder, embedder_of, open_embedder, record_vectors, setting_from
from indexer.embeddings.texts import document_text, stored_text

__all__ = [
    "DEFAULT",
    "OFF",
    "Embedder",
    "document_text",
    "embedder_of",
    "open_embedder",
    "record_vectors",
    "setting_from",
    "stored_text",
]
