"""How the site holds under load: `python -m tests.bench.load HOME`, with wrk and an archive's folder, which is written to.

Serves the archive with two workers and has 32 clients ask it, first quietly, then while documents come in and the index is built anew, each
over and over. Prints both as JSON: requests, errors, latencies, and the memory of the site's processes (PSS) at the start and at most.
"""

import json
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from time import sleep
from typing import Final
from urllib.parse import quote
from urllib.request import urlopen

import click

ROOT: Final = Path(__file__).parents[2]
SCRIPT: Final = Path(__file__).with_name("load.lua")
WORDS: Final = (
    *("经济", "发展", "城市", "企业", "改革", "建设", "法律", "责任", "教育", "文化", "生态", "环境", "科技", "创新", "农业", "乡村"),
    *(
        "数字经济",
        "高质量发展",
        "人民法院",
        "国务院",
        "合同",
        "损害赔偿",
        "行政处罚",
        "公共安全",
        "新能源汽车",
        "粤港澳大湾区",
        "湿地",
        "长江",
    ),
)
CLIENTS: Final = 32
DOCUMENTS: Final = 5000
"""New documents of the ingest: it takes about a minute beside the rest."""


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


def ask(port: int, seconds: int) -> dict[str, float]:
    """Have the clients ask for so long."""
    options = ("-t1", f"-c{CLIENTS}", f"-d{seconds}s", "--timeout", "30s", "-s", str(SCRIPT), f"http://127.0.0.1:{port}", "--")
    done = subprocess.run(["wrk", *options, *map(quote, WORDS)], check=True, capture_output=True, text=True)
    return dict(json.loads(done.stdout.splitlines()[-1]))


def memory(process: int) -> float:
    """MiB of a process and its children, each page counted once (PSS)."""
    children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    rollups = (Path(f"/proc/{one}/smaps_rollup").read_text() for one in (str(process), *children))
    return round(sum(int(line.split()[1]) for text in rollups for line in text.splitlines() if line.startswith("Pss:")) / 1024, 1)


def keep_busy(stop: threading.Event, commands: Sequence[Sequence[str]], counts: list[int]) -> None:
    """Run commands one after the other, over and over, and count those that were done."""
    while not stop.is_set():
        for command in commands:
            with running(*command) as process:
                while process.poll() is None and not stop.wait(0.1):
                    pass
                counts.append(process.returncode or 0) if process.returncode is not None else None


def write_documents(folder: Path, edition: int) -> None:
    """Documents that no archive has."""
    for number in range(DOCUMENTS):
        lines = (
            f"{WORDS[(number + line) % len(WORDS)]}的第{edition}次第{number}份材料，第{line}段，说的是一件没有发生过的事。"
            for line in range(8)
        )
        (folder / f"{number}.txt").write_text("\n".join(lines), encoding="utf-8")


@click.command()
@click.argument("home", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--seconds", default=60, show_default=True, help="How long each of the two parts takes.")
def main(home: Path, seconds: int) -> None:
    """Measure the archive in HOME, which is written to."""
    os.environ["ARCHIVE_HOME"] = str(home.resolve())
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory()))
        site = stack.enter_context(running("serve", "--port", str(port)))
        wait_for(port)
        ask(port, 5)
        told: dict[str, object] = {"memory_mib": memory(site.pid), "quiet": ask(port, seconds), "memory_after_quiet_mib": memory(site.pid)}
        stop, counts = threading.Event(), list[int]()
        write_documents(folder, os.getpid())
        busy = [
            threading.Thread(target=keep_busy, args=(stop, commands, counts)) for commands in ([["ingest", str(folder)]], [["reindex"]])
        ]
        for thread in busy:
            thread.start()
        told["busy"] = ask(port, seconds)
        stop.set()
        for thread in busy:
            thread.join()
        told |= {"memory_after_busy_mib": memory(site.pid), "commands_done": len(counts), "commands_failed": sum(map(bool, counts))}
    click.echo(json.dumps(told, indent=1))


if __name__ == "__main__":
    main()
