"""Settings: frozen, read once from `archive.toml` and the environment; the environment wins."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from archive.errors import SettingsError

KEYS: Final = ("home", "database_url", "engine", "base_url")
"""Keys of `archive.toml`; the variable of a key is `ARCHIVE_` and the key in capitals."""

ENGINES: Final = ("whoosh",)


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the archive lives and how it is reached.

    `home` is the folder of everything the archive writes; `database_url` an SQLAlchemy URL;
    `engine` the name of the search engine; `base_url` the public address of the site without
    a closing slash, empty when links should be relative.
    """

    home: Path
    database_url: str
    engine: str
    base_url: str

    @property
    def index_folder(self) -> Path:
        """The folder of the full-text index."""
        return self.home / "index"


def settings_at(home: Path, values: Mapping[str, str] | None = None) -> Settings:
    """Settings for an archive in one folder, everything else by default unless `values` says so. Raises SettingsError."""
    given = values or {}
    engine = given.get("engine", "whoosh")
    if engine not in ENGINES:
        raise SettingsError("设置 engine 的值“{value}”不可用；可用的是：{known}。", value=engine, known="、".join(ENGINES))
    base_url = given.get("base_url", "").rstrip("/")
    if base_url and not base_url.startswith(("http://", "https://")):
        raise SettingsError("设置 base_url 的值“{value}”不是以 http:// 或 https:// 开头的网址。", value=base_url)
    return Settings(
        home=home,
        database_url=given.get("database_url") or f"sqlite:///{home / 'archive.db'}",
        engine=engine,
        base_url=base_url,
    )


def load_settings(root: Path, environ: Mapping[str, str]) -> Settings:
    """Read `archive.toml` in `root` (if there is one), then the environment. Raises SettingsError."""
    values = _from_file(root / "archive.toml") | _from_environment(environ)
    return settings_at((root / values.get("home", "data")).resolve(), values)


def _from_environment(environ: Mapping[str, str]) -> dict[str, str]:
    return {key: environ[name] for key in KEYS if (name := f"ARCHIVE_{key.upper()}") in environ}


def _from_file(path: Path) -> dict[str, str]:
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError("设置文件 {path} 读不出来：{reason}", path=path, reason=error) from error
    for key, value in values.items():
        if key not in KEYS or not isinstance(value, str):
            raise SettingsError("设置文件 {path} 里的 {key} 不是可用的设置；可用的是：{known}。", path=path, key=key, known="、".join(KEYS))
    return values
