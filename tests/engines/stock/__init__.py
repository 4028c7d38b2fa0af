"""The engine on stock Whoosh: correct and slow; the tests measure the other engines by it."""
