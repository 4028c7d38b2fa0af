"""Opening a database: connection settings, transactions, and bringing its tables to the present shape."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, MetaData, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, OperationalError

from archive.errors import Busy, SettingsError, StoreError

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
    if parsed.get_backend_name() != "sqlite":
        raise SettingsError("数据库“{value}”不可用；可用的是 sqlite:///文件。", value=parsed.render_as_string())
    if parsed.database:
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(parsed)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    try:
        _bring_up(engine)
    except DatabaseError as error:
        raise StoreError(
            "数据库 {url} 打不开：{reason}。文件如果坏了，请把它移开，再用 manage.py restore 恢复备份。",
            url=parsed.render_as_string(),
            reason=error.orig,
        ) from error
    return engine


@contextmanager
def writing(engine: Engine, *, keep: bool = True) -> Iterator[Connection]:
    """A transaction of the one writer: commits at the end, or with `keep` false rolls back, as on any error.

    Raises Busy when another writer does not end, StoreError when the database cannot write, as on a full disk.
    """
    with engine.connect().execution_options(writing=True) as connection:
        try:
            transaction = connection.begin()
        except OperationalError as error:
            raise Busy("另一个进程正在写档案库，{seconds} 秒内没有写完；请稍后再试。", seconds=LOCK_SECONDS) from error
        try:
            with transaction:
                yield connection
                if not keep:
                    transaction.rollback()
        except OperationalError as error:
            raise StoreError(
                "档案库没能写下去：{reason}。报告过的都已存好；排除原因（例如腾出磁盘空间）后，把同一条命令再执行一次。", reason=error.orig
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


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # the driver must not begin transactions of its own: _begin_sqlite does
    connection.execute(f"PRAGMA busy_timeout = {LOCK_SECONDS * 1000}")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")


def _begin_sqlite(connection: Connection) -> None:
    kind = "IMMEDIATE" if connection.get_execution_options().get("writing") else "DEFERRED"
    connection.exec_driver_sql(f"BEGIN {kind}")


def _bring_up(engine: Engine) -> None:
    with engine.connect() as connection:
        if version_of(connection) == HEAD:
            return
    with writing(engine) as connection:
        upgrade(connection)
