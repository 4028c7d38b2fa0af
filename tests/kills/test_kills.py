"""Ingest, reindex, merge, backup, restore and repair are killed: what was safe is there, and the same command goes on.

`YANLU_KILLS=400 python3 manage.py test -m slow tests/kills/test_kills.py` kills so many times and says at the end what
came of it; without the variable it is some fifty times.
"""

import os
import re
import shutil
import signal
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any, Final

import pytest

from archive.backup import verify_backup
from tests.kills.archives import everything, faults, leftovers, links, texts, write_files
from tests.kills.killing import points, run_command, start

FILES: Final = 18
KILLS: Final = int(os.environ.get("YANLU_KILLS", "48"))
BY_CHANCE: Final = 3
"""Of so many kills one comes at a random moment, the others at named points."""
DONE: Final = re.compile(r"^(?:新增|修订|未变) .*/(\d+\.txt)", re.MULTILINE)

pytestmark = pytest.mark.slow


@dataclass(frozen=True, slots=True)
class Scenario:
    """What is killed: a command over an archive (`before`, or none), what goes on after it, and what there is in the end.

    `lost` takes the index away first; `whole` says that the archive is the one before or the one after, nothing between them.
    """

    command: tuple[str, ...]
    before: str
    end: str
    again: tuple[str, ...] = ()
    lost: bool = False
    whole: bool = False


SCENARIOS: Final = {
    "first ingest": Scenario(("ingest", "FILES1"), "none", "first"),
    "ingest of another edition": Scenario(("ingest", "FILES2"), "first", "second"),
    "merge of segments": Scenario(("ingest", "FILES2"), "pieces", "second"),
    "reindex": Scenario(("reindex",), "first", "first", whole=True),
    "backup": Scenario(("backup", "TARGET"), "second", "second", whole=True),
    "restore": Scenario(("restore", "BACKUP"), "none", "third", ("restore", "--force", "BACKUP"), whole=True),
    "restore over another": Scenario(("restore", "--force", "BACKUP"), "first", "third", whole=True),
    "repair": Scenario(("check", "--repair"), "first", "first", lost=True, whole=True),
}


@dataclass(slots=True)
class Tally:
    """What came of all kills."""

    kills: Counter[str] = field(default_factory=Counter)
    places: set[str] = field(default_factory=set)
    recovered: int = 0
    rebuilt: int = 0
    acknowledged: int = 0
    documents_lost: int = 0
    links: int = 0
    links_broken: int = 0

    def __str__(self) -> str:
        return (
            f"{self.kills.total()} kills ({self.kills['by chance']} at random moments, the others at {len(self.places)} named points), "
            f"{self.recovered} recoveries; {self.acknowledged} documents acknowledged, {self.documents_lost} lost; "
            f"{self.links} links, {self.links_broken} broken; index built anew {self.rebuilt} times"
        )


@pytest.fixture(scope="module")
def tally() -> Tally:
    return Tally()


class Workshop:
    """The archives that the scenarios begin and end with, and the folder they are killed in."""

    def __init__(self, folder: Path) -> None:
        self._folder, self.trial = folder, folder / "trial"
        self.home, self.log = self.trial / "data", self.trial / "log"
        for name, steps in {"none": (), "first": (1,), "second": (1, 2), "third": (1, 3)}.items():
            self._clear("")
            for step in steps:
                self.must("ingest", f"FILES{step}")
            self._keep(name)
        self.must("backup", "BACKUP")
        self._clear("")
        self._files(1)
        for place in range(0, FILES, 4):  # segments that the next update puts together
            self.must("ingest", *(str(path) for path in sorted((folder / "files").iterdir())[place : place + 4]))
        self._keep("pieces")

    def ready(self, name: str) -> Path:
        """The archive of this name."""
        return self._folder / name

    def begin(self, scenario: Scenario) -> None:
        """Put the archive in place that the scenario begins with."""
        self._clear(scenario.before)
        if scenario.lost:
            shutil.rmtree(self.home / "index")
        shutil.copy(self._folder / "backup", self.trial / "target")

    def must(self, *command: str) -> None:
        """Run a command that has to get through."""
        assert run_command(self.home, self.said(command), self.log) == 0, self.log.read_text()

    def said(self, command: tuple[str, ...]) -> list[str]:
        """The command with its places filled in; the files are there in the edition it asks for."""
        places = {"TARGET": self.trial / "target", "BACKUP": self._folder / "backup"}
        for edition in (1, 2, 3):
            if f"FILES{edition}" in command:
                places[f"FILES{edition}"] = self._files(edition)
        return [str(places.get(word, word)) for word in command]

    def _files(self, edition: int) -> Path:
        shutil.rmtree(self._folder / "files", ignore_errors=True)
        write_files(self._folder / "files", FILES, edition)
        return self._folder / "files"

    def _keep(self, name: str) -> None:
        if self.home.exists():
            shutil.copytree(self.home, self.ready(name))
        everything(self.ready(name))

    def _clear(self, name: str) -> None:
        shutil.rmtree(self.trial, ignore_errors=True)
        self.trial.mkdir()
        if name:
            shutil.copytree(self.ready(name), self.home)


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    return Workshop(tmp_path_factory.mktemp("kills"))


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_kill_loses_nothing(name: str, workshop: Workshop, tally: Tally, record_property: Callable[[str, object], None]) -> None:
    scenario, random = SCENARIOS[name], Random(name)
    workshop.begin(scenario)
    begun = time.monotonic()
    workshop.must(*scenario.command)
    seconds, passed = time.monotonic() - begun, points(workshop.log)
    kills = max(KILLS // len(SCENARIOS), 2)
    for number in range(kills):
        workshop.begin(scenario)
        command = workshop.said(scenario.command)
        if number % BY_CHANCE == 1:
            process = start(workshop.home, command, workshop.log)
            process.join(random.uniform(0, seconds))
            process.kill()
            process.join()
            tally.kills["by chance"] += 1
        else:
            point = 1 + int((number + random.random()) * len(passed) / kills)
            if run_command(workshop.home, command, workshop.log, kill_at=point) != -signal.SIGKILL:
                continue  # it took fewer steps this time
            tally.kills["at a point"] += 1
            tally.places.add(f"{name}: {points(workshop.log)[-1]}")
        where = f"{name}, {tally.kills.total()}. kill, after {points(workshop.log)[-1:]}"
        _look(scenario, workshop, tally, where)
        _go_on(scenario, workshop, tally, where)
    record_property("kills", str(tally))


def _look(scenario: Scenario, workshop: Workshop, tally: Tally, where: str) -> None:
    """What a kill has left: nothing that a command does not mend, and everything that was said to be safe."""
    told = set(DONE.findall(workshop.log.read_text() if workshop.log.exists() else ""))
    now, after = _by_file(texts(workshop.home)), _by_file(texts(workshop.ready(scenario.end)))
    lost = {file for file in told if now.get(file) != after[file]}
    tally.acknowledged += len(told)
    tally.documents_lost += len(lost)
    assert not lost, where
    found = faults(workshop.home)
    assert all(one.repairable for one in found), (where, found)
    if scenario.before == "first" and not scenario.lost and scenario.end != "third":
        assert {one.kind for one in found} <= {"behind", "suggestions"}, (where, found)
    tally.rebuilt += any(one.kind == "index" for one in found)
    if scenario.whole:
        states = [everything(workshop.ready(state)) for state in (scenario.before, scenario.end)]
        assert everything(workshop.home) in states, where
    verify_backup(workshop.trial / "target", lambda _done, _total: None)


def _go_on(scenario: Scenario, workshop: Workshop, tally: Tally, where: str) -> None:
    """The same command again brings the archive to its end; links that were given out are there."""
    given = links(workshop.home)
    workshop.must(*(scenario.again or scenario.command))
    assert faults(workshop.home) == [], where
    assert _by_file(texts(workshop.home)) == _by_file(texts(workshop.ready(scenario.end))), where
    if scenario.end == "third":
        given &= links(workshop.ready("third"))  # a restore gives back the links of the backup
    broken = given - links(workshop.home)
    tally.links += len(given)
    tally.links_broken += len(broken)
    assert not broken, where
    assert not leftovers(workshop.trial), where
    tally.recovered += 1


def _by_file(rows: list[Any]) -> dict[str, list[Any]]:
    """The paragraphs of each file."""
    found: dict[str, list[Any]] = {}
    for source, *paragraph in rows:
        found.setdefault(Path(source).name, []).append(paragraph)
    return found
