"""Containers: one file that holds several documents becomes those documents. Pure.

A zip gives its members, a table (CSV, lines of JSON) its records, any other file itself. A zip inside a zip is not
unpacked again.
"""

from collections.abc import Callable, Iterator, Mapping
from pathlib import PurePosixPath
from typing import Final, NamedTuple

from archive.errors import BadFile
from archive.ingest.metadata import layered, read_sidecar, rows_by_file, sidecar_names
from archive.ingest.readers.kinds import kind_of, sniffed
from archive.ingest.readers.limits import LARGEST
from archive.ingest.readers.zipped import TooLarge, Zip, open_zip
from archive.ingest.records import read_objects, read_rows, records

FOLDER_TABLE: Final = "metadata.csv"
"""The file that says of a folder's files what each is."""


class Item(NamedTuple):
    """A document that waits to be read: its name inside the container, its bytes, and what is said of it."""

    name: str
    data: bytes
    metadata: Mapping[str, str]


Refuse = Callable[[str, BadFile], None]
"""Told of a member of a zip that cannot be had, and why."""


def unpack(name: str, data: bytes, metadata: Mapping[str, str] | None = None, refuse: Refuse | None = None) -> Iterator[Item]:
    """The documents in a file. `metadata` is said of all of them and counts more than what the container says of each.

    A container is read to its end before the first document is given. A member that is damaged, or a table that makes no sense, goes to
    `refuse` and the others are given; without `refuse` it is raised. Raises BadFile where the container itself is refused.
    """
    said = dict(metadata or {})
    kind = _container(name, data)
    if kind is None:
        return iter([Item(name, data, said)])
    if len(data) > LARGEST:
        raise BadFile("文件 {name} 太大（超过 {limit} MiB）。", name=name, limit=LARGEST >> 20)
    if kind == "zip":
        with open_zip(name, data) as archive:
            found = list(_members(archive, refuse))
    else:
        found = list(_records(name, data))
    if not found:
        raise BadFile("文件 {name} 里没有可以收录的内容。", name=name)
    return iter([Item(item.name, item.data, layered(said, item.metadata)) for item in found])


def _container(name: str, data: bytes) -> str | None:
    """The kind of a container; None for a document, also for one that is named like a container."""
    kind = kind_of(name)
    actual = sniffed(data)
    if kind == "zip":
        return kind if actual in (None, "zip") else None
    return kind if kind in ("csv", "jsonl") and actual is None and data.strip() else None


def _records(name: str, data: bytes) -> Iterator[Item]:
    rows = read_rows(name, data) if kind_of(name) == "csv" else read_objects(name, data)
    return (Item(*record) for record in records(name, rows)) if rows else iter(())


def _members(archive: Zip, refuse: Refuse | None) -> Iterator[Item]:
    """The members that can be documents, each with its sidecar and its row in the table of its folder."""
    for member in archive.names:
        if "\0" in member or member.startswith(("/", "\\")) or ".." in member.replace("\\", "/").split("/") or member[1:2] == ":":
            raise BadFile("压缩包 {name} 里有指向外面的路径（{member}），已拒收。", name=archive.name, member=member)
    tables: dict[PurePosixPath, dict[str, dict[str, str]]] = {}
    for member in archive.names:
        path = PurePosixPath(member)
        if kind_of(member) is None or path.name == FOLDER_TABLE or any(part.startswith((".", "__MACOSX")) for part in path.parts):
            continue
        if path.parent not in tables:
            table = str(path.parent / FOLDER_TABLE)
            tables[path.parent] = rows_by_file(read_rows(table, archive.read(table))) if table in archive.names else {}
        try:
            found = _documents(archive, member, tables[path.parent].get(path.name, {}))
        except BadFile as error:
            if refuse is None or isinstance(error, TooLarge):
                raise
            refuse(member, error)
        else:
            yield from found


def _documents(archive: Zip, member: str, row: Mapping[str, str]) -> list[Item]:
    """The documents in a member; `row` is what the table of its folder says of it."""
    path = PurePosixPath(member)
    beside = next((said for said in sidecar_names(member) if said in archive.names), None)
    sidecar = read_sidecar(beside, archive.read(beside)) if beside else {}
    said = layered(sidecar, row)
    data = archive.read(member)
    if kind_of(member) in ("csv", "jsonl"):
        return [Item(str(path.parent / item.name), item.data, layered(said, item.metadata)) for item in _records(path.name, data)]
    return [Item(member, data, said)]
