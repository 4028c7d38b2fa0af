"""Rows as a CSV file that a spreadsheet opens without harm. Pure."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO
from typing import Final

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a spreadsheet may take for the beginning of a formula (OWASP, CSV injection)."""


def csv_file(header: Sequence[str], rows: Iterable[Sequence[str | int | float]]) -> bytes:
    """A table in UTF-8 with a byte order mark, by which Excel knows the encoding; no text in it is read as a formula."""
    written = StringIO()
    writer = csv.writer(written)
    writer.writerow(header)
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    return written.getvalue().encode("utf-8-sig")


def _harmless(cell: str | float) -> str | float:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
