"""Whether both sites answer a question alike: the totals, and the counts of the facets where the same passages are found."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tests.bench.site.asking import FACETS
from tests.bench.site.load import Refused


@dataclass(frozen=True, slots=True)
class Compared:
    """How many passages a question finds, there and here, and how many counts of facets were the same; none where the totals differ,
    since words are matched otherwise there.
    """

    there: int
    here: int
    counts: int


def compared(there: Mapping[str, Any], here: Mapping[str, Any]) -> Compared:
    """Datasette's answer and this site's to one question, both as told to programs.

    Raises Refused where Datasette left out a facet, or both find as many passages and count them differently.
    """
    left_out = [name for name in FACETS if name not in there["facet_results"]]
    if left_out:
        raise Refused(f"Datasette left out {', '.join(left_out)}: {there['query']}")
    totals = there["filtered_table_rows_count"], here["total"]
    if totals[0] != totals[1]:
        return Compared(*totals, 0)
    pairs = [pair for name in FACETS for pair in _pairs(there["facet_results"][name]["results"], here["facets"][name])]
    if any(one != other for one, other in pairs):
        raise Refused(f"facets differ: {there['query']}")
    return Compared(*totals, len(pairs))


def _pairs(there: list[dict[str, Any]], here: list[dict[str, Any]]) -> list[tuple[int, int]]:
    """The counts of the values that both list; each lists the most frequent ones, this site more of them."""
    ours = {str(value["value"]): value["count"] for value in here}
    return [(value["count"], ours[str(value["value"])]) for value in there if str(value["value"]) in ours]
