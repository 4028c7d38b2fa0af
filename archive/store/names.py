"""What a name is: its spellings, what they have in common, and what the archivist says about persons. Pure.

Spellings that differ only in script, width, padding, dots or a honorific are one name: they have the same key. A person is
an entry of the authority file: a heading, further names, and for namesakes the rules that tell them apart.
"""

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from archive.errors import BadInput
from index.fold import TABLE, fold

_HONORIFIC: Final = re.compile(r"(?<=\w\w)(?:同志|先生|女士|小姐|阁下|閣下)\Z")
_BETWEEN_HAN: Final = re.compile(r"(?<=[^\x00-\u2e7f])\s+(?=[^\x00-\u2e7f])")
_SEPARATOR: Final = re.compile(r"[\s·.'-]+")
_QUALIFIER: Final = re.compile(r"\s*[（(][^（()）]+[）)]\Z")

VERSION: Final = hashlib.sha256(
    "\n".join((TABLE.encode("utf-8", "replace").hex(), _HONORIFIC.pattern, _BETWEEN_HAN.pattern, _SEPARATOR.pattern)).encode()
).hexdigest()
"""Changes whenever a key may."""


@dataclass(frozen=True, slots=True)
class Rule:
    """Conditions that all must hold of a speech: words in its office, first and last date (ISO 8601, may be partial), its collection."""

    office: str | None = None
    first: str | None = None
    last: str | None = None
    collection: str | None = None

    def fits(self, office: str | None, date: str | None, collection: str | None) -> bool:
        """Whether a speech with these facts meets the conditions; what is unknown meets none."""
        return (
            (self.office is None or fold(self.office) in fold(office or ""))
            and (self.first is None or (date is not None and date >= self.first))
            and (
                self.last is None or (date is not None and f"{date}~" <= f"{self.last}~")
            )  # ~ stands behind - and digits: a year ends late
            and (self.collection is None or self.collection == collection)
        )


@dataclass(frozen=True, slots=True)
class Person:
    """One person: the heading, which may end with a qualifier (`王伟（1962）`), further names, and rules that tell namesakes apart.

    Without rules every speech under one of the names is this person's; with rules those that meet one of them, and the
    others go to the person of the same name without rules.
    """

    heading: str
    aliases: tuple[str, ...] = ()
    when: tuple[Rule, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The names under which the person speaks: the heading without its qualifier, and the others."""
        return (_QUALIFIER.sub("", self.heading), *self.aliases)


def heading(spelling: str) -> str:
    """A spelling as a heading: without padding and honorific."""
    bare = _HONORIFIC.sub("", _BETWEEN_HAN.sub("", spelling.strip()))
    return " ".join(bare.split()) or spelling


def key(spelling: str) -> str:
    """What all spellings of a name have in common."""
    return _SEPARATOR.sub("", fold(heading(spelling))) or fold(spelling)


def is_simplified(spelling: str) -> bool:
    """Whether folding would leave a spelling as it is: simplified characters of plain width."""
    return fold(spelling) == spelling.lower()


def check(people: Sequence[Person]) -> None:
    """Raise BadInput where two persons claim the same heading, or the same name without a rule that tells them apart."""
    _once((key(person.heading), person.heading, person.heading) for person in people)
    _once((one, name, person.heading) for person in people if not person.when for one, name in {key(n): n for n in person.names}.items())


def _once(claims: Iterable[tuple[str, str, str]]) -> None:
    claimed: dict[str, str] = {}
    for one, name, person in claims:
        if one in claimed:
            raise BadInput("名字“{name}”归了两个人：“{one}”和“{other}”；请用 when 分开。", name=name, one=claimed[one], other=person)
        claimed[one] = person
