"""The indexes of an archive in the cluster.

An alias of the archive's name leads to the index that serves. Each index has a name of its own: the archive's, the analysis it was
made with, and when. What served before stays until it is told to go.
"""

import re
import secrets
import time
from typing import Final

from index.errors import IndexMissing
from index.opensearch.cluster import Cluster, patiently
from index.opensearch.mapping import analysis, index_body
from index.opensearch.state import read

_COPIES: Final = "10s"
"""How long to wait for the copies of a new index; where there are fewer nodes than copies, they never come."""


def create(cluster: Cluster) -> str:
    """Make a new, empty index beside the others; return its name. Raises SearchIndexError.

    The copies of its parts are waited for, though not for long: what is written while there is only one goes with its node.
    """
    address = cluster.address
    name = f"{address.index}-{analysis()}-{time.strftime('%Y%m%d%H%M%S', time.gmtime())}-{secrets.token_hex(3)}"
    body = index_body(address.shards, address.replicas)
    patiently(lambda: cluster.ask("PUT", f"/{name}?wait_for_active_shards=all&timeout={_COPIES}", body))
    return name


def serve(cluster: Cluster, index: str) -> None:
    """Have the alias lead to this index, and to no other any more, in one step. Raises SearchIndexError."""
    alias = cluster.address.index
    others = [name for name, serving in found(cluster).items() if serving and name != index]
    moves = [{"remove": {"index": name, "alias": alias}} for name in others] + [{"add": {"index": index, "alias": alias}}]
    patiently(lambda: cluster.ask("POST", "/_aliases", {"actions": moves}))


def unfinished(cluster: Cluster) -> str | None:
    """Return an index of this analysis that has never been whole. Raises SearchIndexError."""
    for name, serving in found(cluster).items():
        if not serving and f"-{analysis()}-" in name:
            state = read(cluster, name)
            if state is None or not state.built:
                return name
    return None


def remove(cluster: Cluster, name: str) -> None:
    """Remove an index. Raises SearchIndexError."""
    patiently(lambda: cluster.ask("DELETE", f"/{name}"))


def found(cluster: Cluster) -> dict[str, bool]:
    """Return all indexes of the archive, the newest last, and for each whether it serves. Raises SearchIndexError."""
    alias = cluster.address.index
    pattern = re.compile(re.escape(alias) + r"-[0-9a-f]{8}\.[0-9]+-([0-9]{14}-[0-9a-f]{6})")
    try:
        told = patiently(lambda: cluster.ask("GET", f"/{alias}-*/_alias"))
    except IndexMissing:
        return {}
    names = sorted((match[1], name) for name in told if (match := pattern.fullmatch(name)))
    return {name: alias in told[name]["aliases"] for _, name in names}
