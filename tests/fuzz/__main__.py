"""`python -m tests.fuzz TARGET --minutes 60`: a target under atheris, which follows the branches that an input takes.

atheris is installed with `pip install --require-hashes -r tests/fuzz/requirements.lock`. An input that fails is written to the folder of
the run, as libFuzzer does; the folder keeps what was found worth trying, so that the next run goes on from it.
"""

import argparse
import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["archive", "index"]):
    from tests.fuzz.seeds import seeds
    from tests.fuzz.targets import TARGETS

SLOWEST = 20
"""Seconds after which an input is taken for a hang."""


def main() -> None:
    """Run one target until the time is over or an input fails."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("target", choices=TARGETS)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--folder", type=Path, help="where inputs are kept  [default: a temporary one]")
    given = parser.parse_args()
    folder = given.folder or Path(tempfile.mkdtemp(prefix=f"yanlu-fuzz-{given.target}-"))
    folder.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(seeds(given.target)):
        (folder / f"seed-{number:04}").write_bytes(seed)
    bounds = [f"-max_total_time={int(given.minutes * 60)}", f"-timeout={SLOWEST}", "-rss_limit_mb=2048", "-max_len=20000"]
    atheris.Setup([sys.argv[0], *bounds, f"-artifact_prefix={folder}/failed-", str(folder)], TARGETS[given.target])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
