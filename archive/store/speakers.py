"""Which speaker a name in a document is: by the archivist's rules for namesakes, by the other names given, by the name itself."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from sqlalchemy import Connection, insert, select, update

from archive.store.allocation import Ids
from archive.store.changing import Changes
from archive.store.names import Rule, heading, is_simplified, key
from archive.store.statements import among
from archive.store.tables import alias, rule, speaker

AHEAD: Final = 50
"""New speakers that are likely to be met in one transaction."""

_RULES: Final = select(rule).order_by(rule.c.id)
_ALIASES: Final = select(alias)
_SPEAKERS: Final = select(speaker)


class Speakers:
    """The speakers behind some spellings, looked up together; those not met before are made by `write`."""

    def __init__(self, connection: Connection, spellings: Iterable[str]) -> None:
        self._connection = connection
        keys = {key(spelling) for spelling in spellings}
        self._rules: defaultdict[str, list[tuple[Rule, str]]] = defaultdict(list)
        for row in among(connection, _RULES, rule.c.key, keys):
            self._rules[row.key].append((Rule(row.office, row.first, row.last, row.collection), row.speaker_id))
        self._aliases: dict[str, str] = {row.key: row.speaker_id for row in among(connection, _ALIASES, alias.c.key, keys)}
        self._known: dict[str, tuple[str, str, bool]] = {
            row.key: (row.id, row.name, row.given) for row in among(connection, _SPEAKERS, speaker.c.key, keys)
        }
        self._ids = Ids(connection, speaker.c.id, AHEAD)
        self._new: dict[str, dict[str, str]] = {}
        self._renamed: dict[str, str] = {}

    def has_rules(self, spelling: str) -> bool:
        """Whether it takes more than the name to tell who this is."""
        return key(spelling) in self._rules

    def is_undecided(self, spelling: str, office: str | None, date: str | None, collection: str | None) -> bool:
        """Whether this is a name of namesakes and nothing says which of them spoke."""
        one = key(spelling)
        return (
            one in self._rules and one not in self._aliases and not any(rule.fits(office, date, collection) for rule, _ in self._rules[one])
        )

    def find(self, spelling: str, office: str | None = None, date: str | None = None, collection: str | None = None) -> str:
        """The identifier of the speaker of a speech. A heading nobody chose gives way to a simplified spelling."""
        one = key(spelling)
        for candidate, speaker_id in self._rules.get(one, ()):
            if candidate.fits(office, date, collection):
                return speaker_id
        if one in self._aliases:
            return self._aliases[one]
        if one not in self._known:
            identifier = self._ids.take()
            self._known[one] = identifier, heading(spelling), False
            self._new[identifier] = {"id": identifier, "name": heading(spelling), "key": one}
        identifier, name, given = self._known[one]
        if not given and not is_simplified(name) and is_simplified(heading(spelling)):
            self._known[one] = identifier, heading(spelling), False
            self._renamed[identifier] = heading(spelling)
        return identifier

    def write(self, changes: Changes) -> None:
        """Store the new speakers, and the new headings of known ones, whose documents thereby change."""
        for identifier in self._renamed.keys() & self._new.keys():
            self._new[identifier]["name"] = self._renamed.pop(identifier)
        if self._new:
            self._connection.execute(insert(speaker), list(self._new.values()))
        for identifier, name in self._renamed.items():
            self._connection.execute(update(speaker).where(speaker.c.id == identifier).values(name=name))
        changes.touch_speakers(self._renamed)
        self._new, self._renamed = {}, {}
