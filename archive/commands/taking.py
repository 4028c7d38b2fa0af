"""Files into the store: read in worker processes, saved in groups, so that a stop at any point loses nothing and doubles nothing.

A file is known again by its bytes, not by its date: dates lie after a copy or a restore, and reading the bytes of an archive takes
a small part of the time of understanding them. A file that is known, read by the same rules, is not read again. What a person says
of a file is remembered with it, so that taking the whole folder again does not unsay it.
"""

import hashlib
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from itertools import chain
from pathlib import Path
from time import monotonic
from typing import Final

import archive
import index
from archive.commands.files import metadata_for, read_file, source_of
from archive.commands.patience import Patience
from archive.errors import BadFile
from archive.intake.pool import PATIENCE, Ended, Job, Pool, Result
from archive.intake.reading import File, Refused, Understood, refused, understand
from archive.store import Store
from archive.store.incoming import Failure, Incoming, SaidFile, TakenFile
from archive.store.records import Saved
from archive.store.writing import Writing

GROUP: Final = 512
"""Documents saved in one transaction, at most."""
GROUP_BYTES: Final = 8 << 20
"""Bytes of documents after which a transaction ends."""
GROUP_SECONDS: Final = 1.0
"""Seconds after which a document that waits for others is saved."""
LOOK: Final = 256
"""Files the store is asked about at a time."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of one document of a file: understood as `read` and `saved`; or `refused`; or the file is `known` by this source."""

    path: Path
    member: str = ""
    read: Understood | None = None
    saved: Saved | None = None
    refused: Refused | None = None
    known: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """What is done and will stay: the documents of one transaction, and how many files are finished by it."""

    taken: tuple[Taken, ...]
    files: int


@dataclass(slots=True)
class _Source:
    """A file on its way: `name` is the store's word for it, `said` what a person says of it, `metadata` that and what stands beside it,
    `known` the source by which the store has it already. `whole` says that all of it so far is in the store as documents of this file."""

    path: Path
    name: str
    data: bytes = b""
    said: dict[str, str] = field(default_factory=dict)
    metadata: Mapping[str, str] = field(default_factory=dict)
    sha256: str = ""
    fingerprint: str = ""
    known: str = ""
    unreadable: Refused | None = None
    whole: bool = True
    failures: list[Failure] = field(default_factory=list)


@dataclass(slots=True)
class _Group:
    """What waits for the next transaction, in order."""

    items: list[tuple[_Source, Understood | Refused | None]] = field(default_factory=list)
    ended: list[_Source] = field(default_factory=list)
    size: int = 0
    begun: float = 0.0

    def add(self, one: _Source, value: Understood | Refused | None) -> None:
        """Add what became of a document; None where the file is known."""
        if not self.items:
            self.begun = monotonic()
        if isinstance(value, Understood):
            self.size += len(one.data if value.data is None else value.data)
        elif value is not None:
            one.failures.append(Failure(_named(one, value.member), one.name, os.fsencode(one.path.resolve()), value.message, value.values))
        self.items.append((one, value))

    def end(self, event: Ended[_Source]) -> None:
        """Note that a file is through."""
        one = event.tag
        if event.lost:
            self.add(one, refused("", _lost(event.code)))
        elif one.known or one.unreadable:
            self.add(one, one.unreadable)
        self.ended.append(one)

    def is_due(self) -> bool:
        """Whether it is large or old enough."""
        return bool(self.items) and (len(self.items) >= GROUP or self.size >= GROUP_BYTES or monotonic() - self.begun >= GROUP_SECONDS)


def take(store: Store, files: Sequence[Path], said: Mapping[str, str], patience: Patience, *, keep: bool = True) -> Iterator[Step]:
    """Store the documents of files, telling of each once it is safe. `said` is what a person says of all of them; an empty value takes
    back what was said before. With `keep` false everything is tried and nothing is kept."""
    with ExitStack() as stack:
        pool: Pool[_Source] = stack.enter_context(Pool(understand, len(os.sched_getaffinity(0))))
        trial = None if keep else stack.enter_context(store.writing(keep=False))
        group = _Group()
        for event in chain(pool.stream(_jobs(store, files, said, patience)), [None]):
            if isinstance(event, Result):
                group.add(event.tag, event.value)
            elif isinstance(event, Ended):
                group.end(event)
            if group.is_due() or (event is None and (group.items or group.ended)):
                yield _save(trial, group) if trial else patience.wait_for(partial(_save_for_good, store, group))
                group = _Group()


def _rules() -> str:
    """The version of the rules of reading: a digest of the programs that read."""
    root, fold = Path(archive.__file__).parent, Path(index.__file__).with_name("fold.py")
    sources = sorted((root / "ingest").rglob("*.py")), root / "model.py", root / "sketch.py", fold
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in (*sources[0], *sources[1:]))).hexdigest()


RULES: Final = _rules()


def _jobs(store: Store, files: Sequence[Path], said: Mapping[str, str], patience: Patience) -> Iterator[Job[_Source]]:
    """The files as jobs; those that cannot be opened and those that are known give the worker processes nothing to do."""
    for start in range(0, len(files), LOOK):
        some = [_open(path) for path in files[start : start + LOOK]]
        before = patience.wait_for(partial(store.said, {one.name: one.sha256 for one in some}))
        for one in some:
            one.said = {**before.get(one.name, {}), **said}
            _look_around(one)
        known = patience.wait_for(partial(store.taken, {one.name: one.fingerprint for one in some if one.fingerprint}))
        for one in some:
            source = known.get(one.name, "")
            one.known = source if source == one.name or os.path.lexists(source) else ""
            payload = File(one.path.name, one.data, one.metadata) if one.fingerprint and not one.known else None
            yield Job(one, payload, len(one.data))


def _fingerprint(name: str, sha256: str, metadata: Mapping[str, str]) -> str:
    """A digest of all that a reading depends on: the bytes, the name, what is said from outside, and the rules."""
    return hashlib.sha256(json.dumps([RULES, sha256, _readable(name), sorted(metadata.items())]).encode()).hexdigest()


def _open(path: Path) -> _Source:
    one = _Source(path, source_of(path))
    try:
        one.data = read_file(path)
    except BadFile as error:
        one.unreadable = refused("", error)
    else:
        one.sha256 = hashlib.sha256(one.data).hexdigest()
    return one


def _look_around(one: _Source) -> None:
    """Add what stands beside a file that could be opened."""
    if one.unreadable:
        return
    try:
        one.metadata = metadata_for(one.path, one.said)
    except BadFile as error:
        one.unreadable = refused("", error)
    else:
        one.fingerprint = _fingerprint(one.path.name, one.sha256, one.metadata)


def _save_for_good(store: Store, group: _Group) -> Step:
    with store.writing() as transaction:
        return _save(transaction, group)


def _save(transaction: Writing, group: _Group) -> Step:
    documents = [_incoming(one, value) for one, value in group.items if isinstance(value, Understood)]
    saved = iter(zip(documents, transaction.save(documents, os.path.lexists), strict=True))
    taken = []
    for one, value in group.items:
        if isinstance(value, Understood):
            document, answer = next(saved)
            one.whole &= answer.source == document.source
            taken.append(Taken(one.path, value.member, read=value, saved=answer))
        elif isinstance(value, Refused):
            taken.append(Taken(one.path, value.member, refused=value))
        else:
            taken.append(Taken(one.path, known=one.known))
    tried = [one for one in group.ended if not one.known]
    transaction.remember([_taken(one) for one in tried if one.whole and not one.failures])
    transaction.say([SaidFile(one.name, one.sha256, one.said) for one in tried if one.said])
    listed = [failure for one in tried if one.failures and os.path.lexists(one.path) for failure in one.failures]
    transaction.list_failures({one.name for one in tried}, listed)
    return Step(tuple(taken), len(group.ended))


def _incoming(one: _Source, value: Understood) -> Incoming:
    data = one.data if value.data is None else value.data
    name = value.member.rpartition("/")[2] if value.member else one.path.name
    return Incoming(
        source=_named(one, value.member),
        name=_readable(name),
        data=data,
        read=value.read,
        collection=os.path.basename(os.path.dirname(one.name)) or None,  # noqa: PTH119, PTH120 - a name, not a path to a file
        sha256=one.sha256 if value.data is None else hashlib.sha256(data).hexdigest(),
        reading=value.reading,
        sketch=value.sketch,
        container=one.name if value.member else None,
    )


def _taken(one: _Source) -> TakenFile:
    return TakenFile(one.name, one.fingerprint, _readable(one.path.name), one.sha256, one.data)


def _readable(name: str) -> str:
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def _named(one: _Source, member: str) -> str:
    """The source of a document of a file."""
    return f"{one.name}!{member}" if member else one.name


def _lost(code: int | None) -> BadFile:
    if code is None:
        return BadFile("读了 {seconds} 秒没有结果，已放弃。", seconds=int(PATIENCE))
    return BadFile("读它的进程意外终止（退出码 {code}）。", code=code)
