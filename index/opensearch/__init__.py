"""The cluster engine: the same analyzer's tokens in OpenSearch, which needs no plugin for them."""
