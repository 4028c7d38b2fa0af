"""manage.py on its own: what it does before anything is installed."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def test_it_imports_nothing_but_the_standard_library() -> None:
    code = "import sys; import manage; print(sorted({name.split('.')[0] for name in sys.modules} - set(sys.stdlib_module_names)))"
    done = subprocess.run([sys.executable, "-S", "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert set(eval(done.stdout)) <= {"manage", "__main__"}  # noqa: S307 - a list of names printed by the line above


def test_a_lock_file_that_cannot_be_installed_is_told_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "manage.py").write_bytes((ROOT / "manage.py").read_bytes())
    (tmp_path / "requirements.lock").write_text("no-such-package==0.0 --hash=sha256:" + "0" * 64 + "\n")
    done = subprocess.run(
        [sys.executable, "manage.py", "stats"],
        cwd=tmp_path,
        env={"PATH": "/usr/bin:/bin", "PIP_NO_INDEX": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "could not be installed" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("settings", "environ", "told"),
    [
        ('database_url = "postgresql:///yanlu"', {}, True),
        ("", {"ARCHIVE_DATABASE_URL": "postgresql:///yanlu"}, True),
        ('database_url = "postgresql:///yanlu"', {"ARCHIVE_DATABASE_URL": "sqlite:///yanlu.db"}, False),
        ("database_url = [", {}, False),
    ],
)
def test_what_a_setting_needs_is_installed_with_it(tmp_path: Path, settings: str, environ: dict[str, str], told: bool) -> None:
    (tmp_path / "manage.py").write_bytes((ROOT / "manage.py").read_bytes())
    (tmp_path / "requirements.lock").touch()
    (tmp_path / "archive/store").mkdir(parents=True)
    (tmp_path / "archive/store/requirements.lock").write_text("no-such-package==0.0 --hash=sha256:" + "0" * 64 + "\n")
    (tmp_path / "archive/commands.py").write_text("def main(root): pass\n")
    (tmp_path / "archive.toml").write_text(settings)
    done = subprocess.run(
        [sys.executable, "manage.py", "stats"],
        cwd=tmp_path,
        env={"PATH": "/usr/bin:/bin", "PIP_NO_INDEX": "1", **environ},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ("archive/store/requirements.lock" in done.stderr, done.returncode) == (told, told), done.stderr
