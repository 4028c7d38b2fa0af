"""What is particular to the store on PostgreSQL."""

from sqlalchemy import String, inspect

from archive.store.database import open_database


def test_all_text_sorts_by_code_points(postgresql_url: str) -> None:
    database = open_database(postgresql_url)
    inspector = inspect(database)
    columns = [
        (table, column["name"], column["type"].collation)
        for table in inspector.get_table_names()
        for column in inspector.get_columns(table)
        if isinstance(column["type"], String)
    ]
    database.dispose()
    assert columns
    assert [one for one in columns if one[2] != "C" and one[0] != "alembic_version"] == []
