"""The store: documents, speeches, paragraphs and their identity. The only code with SQL."""

from archive.store.store import Store

__all__ = ["Store"]
