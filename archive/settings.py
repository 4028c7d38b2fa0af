"""Settings: frozen, read once from `archive.toml` and the environment; the environment wins."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from hashlib import blake2b
from pathlib import Path
from typing import Any, Final

from archive.access import NOBODY, Access, Collections, Reader
from archive.errors import SettingsError
from index.engine import ENGINES
from index.opensearch.address import Address

_CLUSTER: Final = ("url", "index", "user", "password", "ca", "certificate", "key", "shards", "replicas")
"""What is said of a cluster; each has a key that begins with `opensearch_`."""

_SITE: Final = ("base_url", "hosts", "proxies", "rate", "admin", "log_queries", "metrics")
_PLAIN: Final = ("home", "database_url", "engine", *_SITE, "smtp_url", "mail_from")
KEYS: Final = (*_PLAIN, *(f"opensearch_{name}" for name in _CLUSTER))
"""Keys of `archive.toml`; the variable of a key is `ARCHIVE_` and the key in capitals."""
TABLES: Final = ("private", "readers")
"""Keys that only the file can have, since a line does not hold what they say."""

_DECIMAL: Final = re.compile(r"\d{1,6}(\.\d{1,3})?", re.ASCII)
HASHES: Final = ("scrypt:", "pbkdf2:")
"""How the hashes of passwords begin."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the archive lives and how it is reached.

    `home` is the folder of everything the archive writes; `database_url` an SQLAlchemy URL;
    `engine` the name of the search engine; `base_url` the public address of the site without
    a closing slash, empty when links should be relative; `cluster` where the
    engine `opensearch` is; `access` who may see what; `smtp_url` the mail server,
    `mail_from` the sender of its messages, empty for one that is made of the name of the host; `log_queries` says
    whether the log tells what slow requests asked for, `metrics` whether the site tells its numbers at `/metrics`.
    `hosts` are the names under which the site may be asked for, none for any; `proxies` how many proxies stand before it, whose word on the
    client is taken; `rate` how many requests a second one client may make, 0 for any number; `admin` the hash of the password for uploads.
    """

    home: Path
    database_url: str
    engine: str
    base_url: str
    smtp_url: str
    mail_from: str
    log_queries: bool
    metrics: bool
    cluster: Address
    access: Access = NOBODY
    hosts: tuple[str, ...] = ()
    proxies: int = 0
    rate: float = 0.0
    admin: str = ""

    @property
    def index_folder(self) -> Path:
        """The folder of the full-text index."""
        return self.home / "index"

    @property
    def parts_folder(self) -> Path:
        """The folder of the indexes that leave collections out."""
        return self.home / "parts"

    def index_without(self, hidden: Collections) -> Path:
        """The folder of the index without these collections: where they change, it is another one."""
        return self.parts_folder / _named(hidden) if hidden else self.index_folder

    def cluster_without(self, hidden: Collections) -> Address:
        """Where the index without these collections is in a cluster."""
        return replace(self.cluster, index=f"{self.cluster.index}_{_named(hidden)}") if hidden else self.cluster


def _named(hidden: Collections) -> str:
    return blake2b("\n".join(sorted(hidden)).encode(), digest_size=8).hexdigest()


def settings_at(home: Path, values: Mapping[str, str] | None = None, access: Access = NOBODY) -> Settings:
    """Settings for an archive in one folder, everything else by default unless `values` says so. Raises SettingsError."""
    given = values or {}
    engine = given.get("engine", "whoosh")
    if engine not in ENGINES:
        raise SettingsError("设置 engine 的值“{value}”不可用；可用的是：{known}。", value=engine, known="、".join(ENGINES))
    base_url = given.get("base_url", "").rstrip("/")
    if base_url and not base_url.startswith(("http://", "https://")):
        raise SettingsError("设置 base_url 的值“{value}”不是以 http:// 或 https:// 开头的网址。", value=base_url)
    smtp_url = given.get("smtp_url") or "smtp://localhost"
    if not re.fullmatch(r"smtps?://([^@/]+@)?[^@/:]+(:[0-9]{1,5})?/?", smtp_url):
        raise SettingsError("设置 smtp_url 不是 smtp://服务器 或 smtps://用户:密码@服务器:端口 这样的地址。")
    log_queries = given.get("log_queries", "no")
    if log_queries not in ("no", "slow"):
        raise SettingsError("设置 log_queries 的值“{value}”不可用；可用的是：no、slow。", value=log_queries)
    metrics = given.get("metrics", "off")
    if metrics not in ("off", "on"):
        raise SettingsError("设置 metrics 的值“{value}”不可用；可用的是：off、on。", value=metrics)
    return Settings(
        home=home,
        database_url=given.get("database_url") or f"sqlite:///{home / 'archive.db'}",
        engine=engine,
        base_url=base_url,
        access=access,
        smtp_url=smtp_url,
        mail_from=given.get("mail_from", ""),
        log_queries=log_queries == "slow",
        metrics=metrics == "on",
        cluster=_cluster(given),
        hosts=tuple(filter(None, (name.strip() for name in given.get("hosts", "").split(",")))),
        proxies=_count("proxies", given.get("proxies") or "0", 0),
        rate=_rate(given.get("rate") or "0"),
        admin=_hash(given.get("admin", "")),
    )


def _hash(value: str) -> str:
    if value and not value.startswith(HASHES):
        raise SettingsError("设置 admin 的值不是密文；请用 manage.py password 生成。")
    return value


def _rate(value: str) -> float:
    if not _DECIMAL.fullmatch(value):
        raise SettingsError("设置 rate 的值“{value}”不是数。", value=value)
    return float(value)


def _cluster(given: Mapping[str, str]) -> Address:
    told = {name: given.get(f"opensearch_{name}", "") for name in _CLUSTER}
    usual = Address()
    urls = tuple(told["url"].split()) or usual.urls
    if strange := [url for url in urls if not url.startswith(("http://", "https://"))]:
        raise SettingsError("设置 opensearch_url 的值“{value}”不是以 http:// 或 https:// 开头的网址。", value=strange[0])
    return Address(
        urls=urls,
        index=told["index"] or usual.index,
        user=told["user"],
        password=told["password"],
        authority=told["ca"],
        certificate=told["certificate"],
        key=told["key"],
        shards=_count("opensearch_shards", told["shards"] or str(usual.shards), 1),
        replicas=_count("opensearch_replicas", told["replicas"] or str(usual.replicas), 0),
    )


def _count(key: str, value: str, least: int) -> int:
    if not value.isdecimal() or int(value) < least:
        raise SettingsError("设置 {key} 的值“{value}”不是不小于 {least} 的整数。", key=key, value=value, least=least)
    return int(value)


def load_settings(root: Path, environ: Mapping[str, str]) -> Settings:
    """Read `archive.toml` in `root` (if there is one), then the environment. Raises SettingsError."""
    path = root / "archive.toml"
    said = _from_file(path)
    values = {key: str(said[key]) for key in KEYS if key in said} | _from_environment(environ)
    return settings_at((root / values.get("home", "data")).resolve(), values, _access(path, said))


def _from_environment(environ: Mapping[str, str]) -> dict[str, str]:
    return {key: environ[name] for key in KEYS if (name := f"ARCHIVE_{key.upper()}") in environ}


def _from_file(path: Path) -> dict[str, Any]:
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError("设置文件 {path} 读不出来：{reason}", path=path, reason=error) from error
    for key, value in values.items():
        if key not in TABLES and not (key in KEYS and isinstance(value, str | int | float)):
            known = "、".join((*KEYS, *TABLES))
            raise SettingsError("设置文件 {path} 里的 {key} 不是可用的设置；可用的是：{known}。", path=path, key=key, known=known)
    return values


def _access(path: Path, said: Mapping[str, Any]) -> Access:
    """Who may see what, as the file says."""
    private = _names(path, "private", said.get("private", []))
    readers = said.get("readers", {})
    if not isinstance(readers, dict) or not all(isinstance(one, dict) and isinstance(one.get("password"), str) for one in readers.values()):
        raise SettingsError("设置文件 {path} 里的 readers 读不懂：每个读者写成 [readers.名字]，下面要有 password。", path=path)
    return Access(private, tuple(_reader(path, name, one, private) for name, one in readers.items()))


def _reader(path: Path, name: str, one: Mapping[str, Any], private: Collections) -> Reader:
    if not one["password"].startswith(HASHES):
        raise SettingsError("设置文件 {path} 里读者 {name} 的 password 不是密文；请用 manage.py password 生成。", path=path, name=name)
    opened = _names(path, f"readers.{name}.collections", one.get("collections", list(private)))
    if set(one) - {"password", "collections"} or opened - private:
        unknown = min({*set(one) - {"password", "collections"}, *opened - private})
        raise SettingsError(
            "设置文件 {path} 里读者 {name} 的 {value} 不是设置，也不是 private 里的文集。", path=path, name=name, value=unknown
        )
    return Reader(name, one["password"], opened)


def _names(path: Path, key: str, value: object) -> Collections:
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise SettingsError('设置文件 {path} 里的 {key} 应当是一串文集名字，如 ["内部文集"]。', path=path, key=key)
    return frozenset(value)
