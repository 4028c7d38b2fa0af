"""The archive: ingest, store, cite, and the site that serves it. It uses the index; the index knows nothing of it."""
