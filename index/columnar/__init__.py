"""The default engine: a Whoosh index whose segments are columns of plain arrays, searched with NumPy."""
