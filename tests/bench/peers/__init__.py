"""One file an engine: how it indexes the documents and answers a query, in the best way it has."""
