"""A real cluster of OpenSearch for the tests: three nodes, a process each, from Maven Central."""
