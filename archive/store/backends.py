"""The databases a store can live in, and the little in which they differ."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final, Protocol

from sqlalchemy import URL, BindParameter, ColumnElement, Connection, Engine, Table

from archive.store import postgresql, sqlite


class Backend(Protocol):
    """A kind of database. Everything else is the same SQLAlchemy code and the same migrations."""

    @property
    def READING(self) -> Mapping[str, Any]:  # noqa: N802 - a constant of the modules
        """Execution options of a connection that only reads: it sees one state for as long as its transaction lasts."""

    @property
    def WRITING(self) -> Mapping[str, Any]:  # noqa: N802 - likewise
        """Execution options of the connection of the one writer: its transaction begins once no other writes."""

    @property
    def READ_ONLY(self) -> str:  # noqa: N802 - likewise
        """A statement after which a connection writes nothing, whatever it is told."""

    def open_engine(self, url: URL, patience: int) -> Engine:
        """An engine, not yet connected; a writer waits `patience` seconds for another one."""

    def is_busy(self, error: BaseException) -> bool:
        """Whether an error of the driver says that another writer did not end in time."""

    def is_passing(self, error: BaseException) -> bool:
        """Whether an error of the driver says that something is in the way that may go away by itself."""

    def one_of(self, column: ColumnElement[Any], values: BindParameter[Any]) -> ColumnElement[bool]:
        """The condition that a column has one of the values in a parameter."""

    def listed(self, values: Collection[str] | Collection[int]) -> object:
        """Values, however many, as such a parameter takes them."""

    def insert_rows(self, connection: Connection, table: Table, rows: Sequence[tuple[Any, ...]]) -> None:
        """Insert rows, at least one: a value for each column of the table, in their order."""

    def go_on_counting(self, connection: Connection) -> None:
        """Rows came in with numbers of their own: have the database give later ones from there on."""


BACKENDS: Final[Mapping[str, Backend]] = {"sqlite": sqlite, "postgresql": postgresql}
"""By the name of their dialect."""


def backend_of(connection: Connection | Engine) -> Backend:
    """The kind of database this is."""
    return BACKENDS[connection.dialect.name]
