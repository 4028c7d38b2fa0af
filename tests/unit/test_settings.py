"""Settings: the file, the environment, and what is refused."""

from pathlib import Path

import pytest

from archive.errors import SettingsError
from archive.settings import load_settings
from index.opensearch.address import Address

HASH = "scrypt:32768:8:1$salt$00"


def test_without_anything_the_archive_lives_in_data(tmp_path: Path) -> None:
    settings = load_settings(tmp_path, {})
    assert settings.home == tmp_path / "data"
    assert settings.database_url == f"sqlite:///{tmp_path / 'data' / 'archive.db'}"
    assert settings.index_folder == tmp_path / "data" / "index"
    assert (settings.engine, settings.base_url) == ("whoosh", "")


def test_the_environment_overrules_the_file(tmp_path: Path) -> None:
    (tmp_path / "archive.toml").write_text('home = "/srv/a"\nbase_url = "https://a.example/"\n', encoding="utf-8")
    settings = load_settings(tmp_path, {"ARCHIVE_HOME": "elsewhere"})
    assert settings.home == tmp_path / "elsewhere"
    assert settings.base_url == "https://a.example"


def test_the_file_says_what_is_private_and_who_may_see_it(tmp_path: Path) -> None:
    text = f'private = ["甲", "乙"]\n[readers.all]\npassword = "{HASH}"\n[readers.some]\npassword = "{HASH}"\ncollections = ["乙"]\n'
    (tmp_path / "archive.toml").write_text(text, encoding="utf-8")
    settings = load_settings(tmp_path, {})
    everything, some = settings.access.readers
    assert [settings.access.hidden_from(one) for one in (None, everything, some)] == [{"甲", "乙"}, frozenset(), {"甲"}]
    assert set(settings.access.parts) == {frozenset(("甲",)), frozenset(("甲", "乙"))}
    folders = {settings.index_without(settings.access.hidden_from(one)) for one in (None, everything, some)}
    assert len(folders) == 3
    assert settings.index_folder in folders


@pytest.mark.parametrize(
    "text",
    [
        'private = "甲"',
        "private = [1]",
        'readers = ["li"]',
        "[readers.li]",
        '[readers.li]\npassword = "plain"',
        f'[readers.li]\npassword = "{HASH}"\ncollections = ["甲"]',
        f'[readers.li]\npassword = "{HASH}"\ncollection = []',
    ],
)
def test_what_is_said_of_readers_must_be_whole(tmp_path: Path, text: str) -> None:
    (tmp_path / "archive.toml").write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match="设置文件"):
        load_settings(tmp_path, {})


def test_a_cluster_is_reached_as_the_settings_say(tmp_path: Path) -> None:
    assert load_settings(tmp_path, {}).cluster == Address()
    told = {"URL": "https://a.example:9200 https://b.example:9200", "INDEX": "speeches", "USER": "yanlu", "PASSWORD": "p", "CA": "ca.pem"}
    told |= {"CERTIFICATE": "own.pem", "KEY": "own.key", "SHARDS": "6", "REPLICAS": "0"}
    settings = load_settings(
        tmp_path, {f"ARCHIVE_OPENSEARCH_{name}": value for name, value in told.items()} | {"ARCHIVE_ENGINE": "opensearch"}
    )
    urls = ("https://a.example:9200", "https://b.example:9200")
    assert settings.engine == "opensearch"
    assert settings.cluster == Address(urls, "speeches", "yanlu", "p", "ca.pem", "own.pem", "own.key", 6, 0)


@pytest.mark.parametrize(
    "text",
    [
        'opensearch_url = "localhost"',
        'opensearch_shards = "0"',
        'opensearch_replicas = "-1"',
        'colour = "red"',
        "base_url = 3",
        'metrics = "yes"',
        'engine = "sphinx"',
        'base_url = "ftp://a.example"',
        "home = ",
        "\ufeff\x00",
    ],
)
def test_what_cannot_be_used_is_refused_with_a_sentence(tmp_path: Path, text: str) -> None:
    (tmp_path / "archive.toml").write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match="设置"):
        load_settings(tmp_path, {})
