#!/usr/bin/env python3
"""Starts everything: `python3 manage.py COMMAND`.

Needs only Python's standard library to begin with. Where the locked dependencies are missing it builds `.venv` beside
itself, every package checked against the hash in the lock file, and goes on inside it.
"""

import hashlib
import importlib.metadata
import os
import subprocess
import sys
import tomllib
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
OLDEST = (3, 11)
LOCKS = {
    "test": "tests/requirements.lock",
    "bench": "tests/bench/requirements.lock",
    "mcp": "archive/assistant/requirements.lock",
    "migrate-store": "archive/store/requirements.lock",
}
"""The lock file of a command that needs more than the others."""
BACKENDS = {
    ("database_url", "postgresql"): "archive/store/requirements.lock",
    ("engine", "opensearch"): "index/opensearch/requirements.lock",
}
"""The lock file of a setting whose value begins so."""


def main() -> None:
    """Run the command line, in `.venv` where this interpreter lacks something."""
    if sys.version_info < OLDEST:
        sys.exit(f"Yanlu needs Python {OLDEST[0]}.{OLDEST[1]} or later; this is {sys.version.split()[0]}.")
    missing = [lock for lock in _locks() if not (_inside() and _stamp(lock).exists()) and not _installed(lock)]
    if missing:
        for lock in missing:
            if not _stamp(lock).exists():
                _build(lock)
        os.execv(PYTHON, [str(PYTHON), str(ROOT / "manage.py"), *sys.argv[1:]])  # noqa: S606 - our own interpreter, no shell
    from archive.commands import main as run  # noqa: PLC0415 - its dependencies are there only from here on

    run(ROOT)


def _locks() -> list[Path]:
    """The lock files of what this run needs: its command's, and those of the settings in force."""
    settings = _settings()
    backends = [lock for (key, beginning), lock in BACKENDS.items() if settings.get(key, "").startswith(beginning)]
    return [ROOT / lock for lock in (LOCKS.get("".join(sys.argv[1:2]), "requirements.lock"), *backends)]


def _settings() -> dict[str, str]:
    """The settings as they are written; whoever reads them in earnest says what is wrong with them."""
    try:
        written = tomllib.loads((ROOT / "archive.toml").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        written = {}
    given = {key: os.environ.get(f"ARCHIVE_{key.upper()}", written.get(key)) for key, _ in BACKENDS}
    return {key: value for key, value in given.items() if isinstance(value, str)}


def _inside() -> bool:
    return Path(sys.prefix).resolve() == VENV.resolve()


def _stamp(lock: Path) -> Path:
    """The file that says: everything in this lock file is installed in `.venv`."""
    return VENV / f"installed-{hashlib.sha256(lock.read_bytes()).hexdigest()[:16]}"


def _installed(lock: Path) -> bool:
    """Whether this interpreter has every package that is locked for all systems, at its version."""
    pins = [line.split()[0].split("==") for line in lock.read_text().splitlines() if "==" in line and ";" not in line]
    try:
        return all(importlib.metadata.version(name) == version for name, version in pins)
    except importlib.metadata.PackageNotFoundError:
        return False


def _build(lock: Path) -> None:
    print(f"Yanlu: installing {lock.relative_to(ROOT)} into {VENV} (once; needs the package index)", file=sys.stderr, flush=True)
    try:
        if not PYTHON.exists():
            venv.create(VENV, with_pip=True, clear=True)
        subprocess.run(  # noqa: S603 - fixed arguments, no shell
            [
                PYTHON,
                "-m",
                "pip",
                "install",
                "--disable-pip-version-check",
                "--no-deps",
                "--require-hashes",
                "--progress-bar",
                "off",
                "-r",
                lock,
            ],
            check=True,
            stdout=sys.stderr,
        )
    except (OSError, subprocess.CalledProcessError) as error:
        sys.exit(
            f"Yanlu: the dependencies could not be installed: {error}\n"
            "Check that pip reaches the package index and that Python's venv module is there (Debian: apt install python3-venv), "
            "then run the same command again."
        )
    _stamp(lock).touch()


if __name__ == "__main__":
    main()
