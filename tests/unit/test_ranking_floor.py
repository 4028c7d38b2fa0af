"""The order of answers does not get worse: floors on judged questions over real passages, which are no part of the project.

A question goes the way of a reader's: parsed, asked, asked again more loosely where nothing holds all of it, ordered.
"""

import json
import lzma
import os
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from archive.web.answers import find
from archive.web.parameters import SearchState
from index.engine import Engine, open_engine
from index.model import Doc
from index.suggest import Lexicon
from index.suggest.tables import Tables

CORPUS = Path(os.environ.get("YANLU_CORPUS") or Path(__file__).parents[3] / "shared" / "corpus") / "ir"
BEST = 10
NO_SUGGESTIONS = Lexicon(Tables.of((), (), ()))

FLOORS = {"cmrc2018": 0.988, "stard_laws": 0.425}
"""Mean reciprocal rank of the first judged passage among the first ten."""

DIGESTS = {
    "cmrc2018/corpus.jsonl.xz": "6b684ed2e3387cd311f0ce19fc3c7c6ac7fd4846c3d6bd485f4c8d347c40108b",
    "cmrc2018/queries.jsonl.xz": "2270dd9ad489ec7ea96dbaf0f495d57f1c095efdeef49fd0e063402c59a67a0f",
    "cmrc2018/qrels.tsv": "a3bb87864b600904de84a58791838d29aabb8c213e46ea747afa958a5d58c549",
    "stard_laws/corpus.jsonl.xz": "307c6b67e2de3e0941d38f4d8a795f11453eeeaf8a3665527afee727274e81c4",
    "stard_laws/queries.jsonl.xz": "bc1cf301c762c46c201d074e148d6912f3b7bd16286d636e0b8a928721ff0514",
    "stard_laws/qrels.tsv": "313e9e808a27239fc21b1d4fd8e5a57defb5396129ece93e023e3bffc114325f",
}


def rows(name: str) -> Iterator[dict[str, str]]:
    data = (CORPUS / name).read_bytes()
    assert sha256(data).hexdigest() == DIGESTS[name], f"{name} is not the file that the floor was measured on"
    yield from map(json.loads, lzma.decompress(data).decode().splitlines())


def judged(collection: str) -> dict[str, set[str]]:
    name = f"{collection}/qrels.tsv"
    data = (CORPUS / name).read_bytes()
    assert sha256(data).hexdigest() == DIGESTS[name], f"{name} is not the file that the floor was measured on"
    found: dict[str, set[str]] = {}
    for line in data.decode().splitlines()[1:]:
        question, passage, score = line.split("\t")
        if int(score) > 0:
            found.setdefault(question, set()).add(passage)
    return found


def reciprocal_rank(engine: Engine, question: str, right: set[str]) -> float:
    hits = find(engine, NO_SUGGESTIONS, SearchState(q=question)).page.hits[:BEST]
    return next((1 / rank for rank, hit in enumerate(hits, start=1) if hit.doc.id in right), 0.0)


@pytest.mark.slow
@pytest.mark.skipif(not CORPUS.is_dir(), reason=f"no judged questions at {CORPUS}; YANLU_CORPUS names another folder")
@pytest.mark.parametrize("collection", FLOORS)
def test_judged_passages_stand_in_front(collection: str, tmp_path: Path) -> None:
    engine = open_engine("whoosh", tmp_path)
    engine.rebuild((Doc(row["id"], row["id"], 1, row["text"], row["title"]) for row in rows(f"{collection}/corpus.jsonl.xz")), "1")
    right = judged(collection)
    ranks = [reciprocal_rank(engine, row["text"], right[row["id"]]) for row in rows(f"{collection}/queries.jsonl.xz") if row["id"] in right]
    engine.close()
    assert sum(ranks) / len(ranks) >= FLOORS[collection]
