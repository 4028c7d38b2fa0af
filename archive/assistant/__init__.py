"""A server of the Model Context Protocol: assistants search, read and cite the archive instead of inventing. Needs the package `mcp`."""
