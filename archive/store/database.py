"""Opening a database: connection settings, transactions, and bringing its tables to the present shape."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, OperationalError

from archive.errors import Busy, SettingsError, StoreError

LOCK_SECONDS: Final = 30
"""How long a writer waits for another one."""

MIGRATIONS: Final = Path(__file__).with_name("migrations")


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
        _upgrade(engine)
    except DatabaseError as error:
        raise StoreError("数据库 {url} 打不开：{reason}", url=parsed.render_as_string(), reason=error.orig) from error
    return engine


@contextmanager
def writing(engine: Engine, *, keep: bool = True) -> Iterator[Connection]:
    """A transaction of the one writer: commits at the end, or with `keep` false rolls back, as on any error. Raises Busy when another
    one does not end."""
    with engine.connect().execution_options(writing=True) as connection:
        try:
            transaction = connection.begin()
        except OperationalError as error:
            raise Busy("另一个进程正在写档案库，{seconds} 秒内没有写完；请稍后再试。", seconds=LOCK_SECONDS) from error
        with transaction:
            yield connection
            if not keep:
                transaction.rollback()


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # the driver must not begin transactions of its own: _begin_sqlite does
    connection.execute(f"PRAGMA busy_timeout = {LOCK_SECONDS * 1000}")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")


def _begin_sqlite(connection: Connection) -> None:
    kind = "IMMEDIATE" if connection.get_execution_options().get("writing") else "DEFERRED"
    connection.exec_driver_sql(f"BEGIN {kind}")


def _upgrade(engine: Engine) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    script = ScriptDirectory.from_config(config)
    with engine.connect() as connection:
        if _version(connection) == script.get_current_head():
            return
    with writing(engine) as connection:
        version = _version(connection)
        if version is not None and version not in {revision.revision for revision in script.walk_revisions()}:
            raise StoreError("这个档案库由更新的版本写成（{version}）；请升级程序后再打开。", version=version)
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _version(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()
