"""Settings: the file, the environment, and what is refused."""

from pathlib import Path

import pytest

from archive.errors import SettingsError
from archive.settings import load_settings


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


@pytest.mark.parametrize(
    "text", ['colour = "red"', "base_url = 3", 'engine = "sphinx"', 'base_url = "ftp://a.example"', "home = ", "\ufeff\x00"]
)
def test_what_cannot_be_used_is_refused_with_a_sentence(tmp_path: Path, text: str) -> None:
    (tmp_path / "archive.toml").write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match="设置"):
        load_settings(tmp_path, {})
