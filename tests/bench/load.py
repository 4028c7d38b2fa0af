"""How the site holds under load: `python -m tests.bench.load KEPT`.

It needs wrk, and the folder that `python -m tests.bench.site --keep KEPT` has filled; the archive in it is written to. Serves that with two
workers and has 32 clients ask it, to warm it up until its memory stops growing, then quietly, then while documents come in and the index is
built anew at the same time, round after round; before that Datasette is asked for the same words. Prints JSON: requests, errors, latencies,
and the memory of the site's processes after each part, their own and mapped from files, every page counted once (PSS).
"""

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import monotonic, sleep
from typing import Final
from urllib.parse import quote
from urllib.request import urlopen

import click

from index.analyzer import pieces
from index.fold import fold
from tests.bench.site.asking import Asked
from tests.bench.site.servers import datasette

ROOT: Final = Path(__file__).parents[2]
SCRIPT: Final = Path(__file__).with_name("load.lua")
WORDS: Final = (
    *("经济", "发展", "城市", "企业", "改革", "建设", "法律", "责任", "教育", "文化", "生态", "环境", "科技", "创新", "农业", "乡村"),
    *("数字经济", "高质量发展", "人民法院", "国务院", "合同", "损害赔偿", "行政处罚", "公共安全", "湿地", "长江"),
    *("新能源汽车", "粤港澳大湾区"),
)
CLIENTS: Final = 32
ADDRESSES: Final = 20_000
"""Addresses drawn, about a fifth of them different ones."""
DOCUMENTS: Final = 2000
"""Documents that come in with each round; in all but the first they are new editions."""
WARM: Final = 1.01
"""The site is warm once its own memory grows by less than this factor while it is asked for as long as one part takes."""
WARMING: Final = 10
"""Parts for which it is warmed up, at most."""
LONGEST: Final = 3600
"""Seconds after which the clients stop, whether or not all rounds are done."""


@contextmanager
def running(*arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    """A command of the archive, ended at the end."""
    with subprocess.Popen([sys.executable, str(ROOT / "manage.py"), *arguments], stderr=subprocess.DEVNULL) as process:
        try:
            yield process
        finally:
            process.terminate()


def wait_for(port: int) -> None:
    """Return once the site answers."""
    while True:
        try:
            with urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5):
                return
        except OSError:
            sleep(0.2)


def here(random: Random) -> str:
    """An address as a reader asks this site for one."""
    one, other = (quote(random.choice(WORDS)) for _ in range(2))
    page, year = random.randint(1, 9), random.randint(2010, 2026)
    return random.choice(
        (
            f"/?q={one}",
            f"/?q={one}+{other}",
            f"/?q=%22{one}%22&page={page}",
            f"/?q={one}&view=speeches&sort=newest",
            f"/api/v1/search?q={one}+{other}&page={page}",
            f"/api/v1/complete?q={one}",
            f"/?q={one}&year={year}",
            "/browse/collections",
        )
    )


def there(random: Random) -> str:
    """An address as a reader asks Datasette for one, whose words are cut as the texts were."""
    one, other = (tuple(pieces(fold(random.choice(WORDS)))) for _ in range(2))
    within = (("year", str(random.randint(2010, 2026))),)
    return random.choice((Asked(one).there, Asked(one + other).there, Asked(one + other).there_json, Asked(one, within).there))


class Clients:
    """The clients of wrk, who ask for addresses of a file until they are stopped or the time is over."""

    def __init__(self, port: int, addresses: Path, seconds: float) -> None:
        options = ("-t1", f"-c{CLIENTS}", f"-d{seconds:.0f}s", "--timeout", "60s", "-s", str(SCRIPT))
        command = ["wrk", *options, f"http://127.0.0.1:{port}", "--", str(addresses)]
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)

    def stop(self) -> None:
        """Have them ask no more."""
        self._process.send_signal(signal.SIGINT)

    def told(self) -> dict[str, float]:
        """What became of it, once they have stopped."""
        said, _ = self._process.communicate()
        return dict(json.loads(said.splitlines()[-1]))


def memory(process: int) -> dict[str, float]:
    """MiB of a process and its children: their own, and mapped from files; each page counted once."""
    children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    rollups = (Path(f"/proc/{one}/smaps_rollup").read_text() for one in (str(process), *children))
    lines = [line.split() for text in rollups for line in text.splitlines()]
    kinds = {"own_mib": "Pss_Anon:", "mapped_mib": "Pss_File:"}
    return {name: round(sum(int(line[1]) for line in lines if line[0] == kind) / 1024, 1) for name, kind in kinds.items()}


def work(folder: Path, edition: str) -> int:
    """Take in an edition of the documents while the index is built anew; return how many of the two commands failed."""
    for number in range(DOCUMENTS):
        lines = (
            f"{WORDS[(number + line) % len(WORDS)]}的第{edition}次第{number}份材料，第{line}段，说的是一件没有发生过的事。"
            for line in range(8)
        )
        (folder / f"{number}.txt").write_text("\n".join(lines), encoding="utf-8")
    with running("ingest", str(folder)) as ingest, running("reindex") as reindex:
        return bool(ingest.wait()) + bool(reindex.wait())


def warm_up(site: int, port: int, addresses: Path, seconds: float) -> Iterator[dict[str, float]]:
    """Have what the site keeps of answers, of the index and of the database fill; its memory after each part."""
    before = 0.0
    for _ in range(WARMING):
        Clients(port, addresses, seconds).told()
        yield (held := memory(site))
        if held["own_mib"] < WARM * before:
            return
        before = held["own_mib"]


def write(path: Path, addresses: Sequence[str]) -> Path:
    """Write addresses as wrk is to have them."""
    path.write_text("\n".join(addresses), encoding="ascii")
    return path


@click.command()
@click.argument("kept", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--seconds", default=60, show_default=True, help="How long each part takes, at least.")
@click.option("--rounds", default=1, show_default=True, type=click.IntRange(min=1), help="How often documents come in, at least.")
def main(kept: Path, seconds: int, rounds: int) -> None:
    """Measure the archive in KEPT, which is written to, and Datasette's database there."""
    os.environ["ARCHIVE_HOME"] = str((kept / "yanlu").resolve())
    random = Random(CLIENTS)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory()))
        for_datasette = write(folder / "there", [there(random) for _ in range(ADDRESSES)])
        addresses = write(folder / "here", [here(random) for _ in range(ADDRESSES)])
        with datasette(kept / "passages.db", suggesting=False) as other:
            told: dict[str, object] = {"datasette": Clients(other, for_datasette, seconds).told()}
        site = stack.enter_context(running("serve", "--port", str(port)))
        wait_for(port)
        held = {f"warming {part}": one for part, one in enumerate(warm_up(site.pid, port, addresses, seconds), 1)}
        told["quiet"] = Clients(port, addresses, seconds).told()
        held["quiet"] = memory(site.pid)
        (documents := folder / "documents").mkdir()
        begun, done, failed, clients = monotonic(), 0, 0, Clients(port, addresses, LONGEST)
        while done < rounds or monotonic() < begun + seconds:
            done += 1
            failed += work(documents, f"{os.getpid()}-{done}")
            held[f"round {done}"] = memory(site.pid)
        clients.stop()
        told |= {"busy": clients.told(), "commands_done": 2 * done, "commands_failed": failed, "memory": held}
    click.echo(json.dumps(told, indent=1))


if __name__ == "__main__":
    main()
