"""Whether an archive is whole: the store in itself, the index in itself, the index against the store; and making anew what can be.

What is compared is what stands still: documents that changed after the index last followed the store are left out, so that an archive
may be looked at while it is served and while documents come in.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from typing import Final

from archive.errors import StoreError
from archive.indexing import BATCH, Progress, catch_up, followed, reindex, to_doc
from archive.part import Part
from archive.store import Store
from archive.store.auditing import Finding
from index.errors import IndexUnavailable, SearchIndexError
from index.model import Doc, Query

MOST: Final = 20
"""Findings of one kind that are named; the others are counted."""

Bar = Callable[[str], AbstractContextManager[Progress]]
"""Shows the progress of a part, which has a name."""


def find_faults(store: Store, parts: Iterable[Part], progress: Bar) -> list[Finding]:
    """Everything that is wrong in a store and with what was made of it or of parts of it."""
    found: list[Finding] = []
    try:
        with progress("核对档案库") as tell:
            found += _limited(store.audit(tell))
        for part in parts:
            with progress("核对索引") as tell:
                found += _limited(_index(store, part, tell))
    except StoreError as error:
        found.append(Finding(error.message, "database", "", values=error.values))
    return found


def mend(store: Store, parts: Iterable[Part], findings: Iterable[Finding], progress: Bar) -> None:
    """Make anew what can be made anew: indexes, suggestions, sketches. Originals and what is known of them are not touched."""
    kinds = {one.kind for one in findings if one.repairable}
    if "sketch" in kinds:
        with progress("重做文本摘要") as tell:
            store.sketch_anew(tell)
    for part in parts:
        if "index" in kinds:
            with progress("重建索引") as tell:
                reindex(store, part.engine, tell, part.store)
        if "behind" in kinds:
            with progress("编入索引") as tell:
                catch_up(store, part.engine, tell, part.store)
        if kinds:
            part.suggestions.refresh(part.engine)


def _index(store: Store, part: Part, tell: Progress) -> Iterator[Finding]:
    engine = part.engine
    try:
        seen = followed(store, engine)
        engine.verify()
        if seen is None and not store.last_change():
            return
        if seen is None:
            yield Finding("这里没有属于这个档案库的索引。请重建：manage.py check --repair。", "index", engine.generation(), repairable=True)
            return
        yield from _differing(store, part, seen, tell)
        behind = store.count_changes(seen)
        if behind:
            yield Finding(
                "索引落后 {count} 份文件：收录还在进行，或者中断了。manage.py check --repair 会补上。",
                "behind",
                engine.generation(),
                repairable=True,
                values={"count": behind},
            )
        elif part.suggestions.generation() != engine.generation():
            yield Finding(
                "检索框的提示缺了、坏了，或者不是从现在的索引来的。可以重做：manage.py check --repair。",
                "suggestions",
                engine.generation(),
                repairable=True,
            )
    except IndexUnavailable as error:
        yield Finding("检索服务器没有回应：{where}。等它恢复后再检查。", "index", str(error))
    except SearchIndexError as error:
        yield Finding("索引损坏：{where}。请重建：manage.py check --repair。", "index", str(error), repairable=True)


def _differing(store: Store, part: Part, seen: int, tell: Progress) -> Iterator[Finding]:
    """The speeches of which the index holds other paragraphs, or other words, than the store."""
    held = _digests(hit.doc for hit in part.engine.stream(Query()))
    changes = store.changes()
    still = [document for change, document in changes if change <= seen]
    moving = store.speeches_of([document for change, document in changes if change > seen])
    kept: dict[str, int] = {}
    for start in range(0, len(still), BATCH):
        kept |= _digests(map(to_doc, part.store.index_rows(still[start : start + BATCH])))
        tell(start, len(still))
    for speech in sorted(held.keys() | kept.keys() - moving):
        if speech not in moving and held.get(speech) != kept.get(speech):
            yield Finding(
                "讲话 {where} 在索引里和在档案库里不一样。请重建索引：manage.py check --repair。", "index", speech, repairable=True
            )


def _digests(docs: Iterable[Doc]) -> dict[str, int]:
    """For each speech a number that all its paragraphs have part in, whatever their order."""
    sums: Counter[str] = Counter()
    for doc in docs:
        sums[doc.speech_id] += int.from_bytes(hashlib.blake2b(repr(doc).encode("utf-8", "replace"), digest_size=8).digest())
    return sums


def _limited(findings: Iterable[Finding]) -> Iterator[Finding]:
    """The first findings of each kind, and how many more there are."""
    counts: Counter[str] = Counter()
    last: dict[str, Finding] = {}
    for one in findings:
        counts[one.kind] += 1
        last[one.kind] = one
        if counts[one.kind] <= MOST:
            yield one
    for kind, one in last.items():
        if counts[kind] > MOST:
            yield Finding(
                "同样的问题另有 {count} 处，没有一一列出。", kind, one.where, one.repairable, values={"count": counts[kind] - MOST}
            )
