"""From a paragraph to the words that cite it: one file a format, all pure."""
