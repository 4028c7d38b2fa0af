"""Opening a database: connection settings, transactions, and bringing its tables to the present shape."""

from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import Any, Final

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, MetaData, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, DBAPIError, InterfaceError, OperationalError

from archive.access import Collections
from archive.errors import Busy, SettingsError, StoreError, Unreachable
from archive.store.backends import BACKENDS, Backend, backend_of
from archive.store.scope import covers

LOCK_SECONDS: Final = 30
"""How long a writer waits for another one."""

MIGRATIONS: Final = Path(__file__).with_name("migrations")

HEAD: Final = ScriptDirectory(str(MIGRATIONS)).get_current_head()
"""The version of the tables that this program writes."""


def open_database(url: str) -> Engine:
    """An engine whose tables are up to date; a new SQLite file and its folder are made. Raises StoreError and SettingsError."""
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise SettingsError("设置 database_url 的值“{value}”不是数据库网址。", value=url) from error
    backend = BACKENDS.get(parsed.get_backend_name())
    if backend is None:
        raise SettingsError("数据库“{value}”不可用；可用的是 sqlite:///文件 和 postgresql://主机/库。", value=parsed.render_as_string())
    engine = backend.open_engine(parsed, LOCK_SECONDS)
    with ExitStack() as undo:
        undo.callback(engine.dispose)
        try:
            _bring_up(engine)
        except DatabaseError as error:
            raise StoreError(
                "数据库 {url} 打不开：{reason}。文件如果坏了，请把它移开，再用 manage.py restore 恢复备份。",
                url=parsed.render_as_string(),
                reason=_reason(error),
            ) from error
        undo.pop_all()
    return engine


def leave_out(engine: Engine, hidden: Collections) -> None:
    """From now on the engine's connections see nothing of these collections, and write nothing."""
    engine.dispose()
    event.listen(engine, "connect", partial(_cover, (*covers(engine.dialect, hidden), backend_of(engine).READ_ONLY)))


@contextmanager
def snapshot(engine: Engine) -> Iterator[Connection]:
    """A transaction that reads: it sees one state and waits for no writer.

    Raises Unreachable when the database does not answer, StoreError when it cannot be read.
    """
    backend = backend_of(engine)
    try:
        with engine.connect().execution_options(**backend.READING) as connection:
            yield connection
    except DBAPIError as error:
        raise _unreachable(backend, error) or StoreError(
            "档案库读不出来：{reason}。请运行 manage.py check 看坏在哪里，需要时用 manage.py restore 恢复备份。", reason=_reason(error)
        ) from error


@contextmanager
def writing(engine: Engine, *, keep: bool = True) -> Iterator[Connection]:
    """A transaction of the one writer: commits at the end, or with `keep` false rolls back, as on any error.

    Raises Busy when another writer does not end, Unreachable when the database does not answer, StoreError when it cannot write, as on a
    full disk.
    """
    backend = backend_of(engine)
    try:
        with engine.connect().execution_options(**backend.WRITING) as connection, connection.begin() as transaction:
            yield connection
            if not keep:
                transaction.rollback()
    except (OperationalError, InterfaceError) as error:
        if error.orig and backend.is_busy(error.orig):
            raise Busy("另一个进程正在写档案库，{seconds} 秒内没有写完；请稍后再试。", seconds=LOCK_SECONDS) from error
        raise _unreachable(backend, error) or StoreError(
            "档案库没能写下去：{reason}。报告过的都已存好；排除原因（例如腾出磁盘空间）后，把同一条命令再执行一次。", reason=_reason(error)
        ) from error


def version_of(connection: Connection) -> str:
    """The version of the tables; empty where there are none."""
    return MigrationContext.configure(connection).get_current_revision() or ""


def upgrade(connection: Connection, version: str = "head") -> None:
    """Bring the tables up to a version, in the caller's transaction. Raises StoreError where this program does not know theirs."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    for one in (version_of(connection), version):
        if one not in ("", "head", *(revision.revision for revision in ScriptDirectory.from_config(config).walk_revisions())):
            raise StoreError("这个档案库由更新的版本写成（{version}）；请升级程序后再打开。", version=one)
    command.upgrade(config, version)


def make_afresh(connection: Connection, version: str) -> MetaData:
    """Drop all tables and make those of a version, in the caller's transaction; returns them. Raises StoreError for one from the future."""
    before = MetaData()
    before.reflect(connection)
    before.drop_all(connection)
    upgrade(connection, version)
    made = MetaData()
    made.reflect(connection)
    return made


def _unreachable(backend: Backend, error: DBAPIError) -> Unreachable | None:
    """What is to be told where the error is one that passes."""
    if isinstance(error, OperationalError | InterfaceError) and error.orig and backend.is_passing(error.orig):
        return Unreachable("数据库暂时不能用：{reason}。等它恢复后，把同一条命令再执行一次。", reason=_reason(error))
    return None


def _reason(error: DBAPIError) -> str:
    """What the driver says, on one line."""
    return " ".join(str(error.orig).split())


def _cover(statements: Iterable[str], connection: Any, _record: object) -> None:
    for statement in statements:
        connection.execute(statement)
    connection.commit()


def _bring_up(engine: Engine) -> None:
    with snapshot(engine) as connection:
        if version_of(connection) == HEAD:
            return
    with writing(engine) as connection:
        upgrade(connection)
