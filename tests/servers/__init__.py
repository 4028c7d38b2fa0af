"""Real servers for the tests, started where this machine can, else skipped by name."""
