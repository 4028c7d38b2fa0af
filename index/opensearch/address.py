"""Where a cluster is, how it is reached, and how much of it an index takes."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Address:
    """A cluster of OpenSearch, and the name under which an archive's index is found there.

    `urls` are the addresses of some of its nodes; `authority` is a file of certificates that vouch for the nodes', `certificate` and
    `key` are files that vouch for us; empty where there is none. Each new index has so many `shards`, each kept `replicas` times more.
    """

    urls: tuple[str, ...] = ("http://localhost:9200",)
    index: str = "yanlu"
    user: str = ""
    password: str = ""
    authority: str = ""
    certificate: str = ""
    key: str = ""
    shards: int = 3
    replicas: int = 1
