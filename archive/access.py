"""Who may see what: the collections that are private, and the readers to whom some of them are open. Plain data."""

from dataclasses import dataclass
from typing import Final

Collections = frozenset[str]
NOTHING: Final[Collections] = frozenset()


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody with a name and a password, kept as the hash that `manage.py password` prints, and the private collections these open."""

    name: str
    password: str
    collections: Collections


@dataclass(frozen=True, slots=True)
class Access:
    """The collections that not everybody may see, and who may."""

    private: Collections = NOTHING
    readers: tuple[Reader, ...] = ()

    def hidden_from(self, reader: Reader | None) -> Collections:
        """The collections that a reader may not see; None is everybody else."""
        return self.private - reader.collections if reader else self.private

    @property
    def parts(self) -> tuple[Collections, ...]:
        """What is hidden from one reader or another, each once; without the empty set, which hides nothing."""
        hidden = {self.hidden_from(reader) for reader in (None, *self.readers)}
        return tuple(sorted(filter(None, hidden), key=sorted))


NOBODY: Final = Access()
"""Nothing is private."""
