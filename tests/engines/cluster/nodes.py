"""Nodes of OpenSearch as processes of this machine: started, killed, started again."""

import json
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.error import URLError
from urllib.request import urlopen

NODES: Final = 3
_JAVA: Final = ("-Xms512m", "-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
"""Little memory, and no time spent on making code faster than a test lasts."""

_PATIENCE: Final = 300.0
"""Seconds in which a cluster must have come together."""

_PORTS: Final = range(9201, 9299)
"""Ports among which the runner looks for those of its nodes."""


class NotHere(Exception):
    """What a cluster needs is not on this machine; `str(error)` says what."""


@dataclass(slots=True)
class Node:
    """One node: its folder, its ports, and its process, if it runs."""

    folder: Path
    port: int
    transport: int
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def last_words(self) -> str:
        """The end of what the node said."""
        return (self.folder / "output").read_text("utf-8", errors="replace")[-500:]


@dataclass(slots=True)
class LocalCluster:
    """Some nodes that know each other."""

    name: str
    classpath: str
    nodes: list[Node] = field(default_factory=list)

    @property
    def urls(self) -> tuple[str, ...]:
        return tuple(node.url for node in self.nodes)

    def start(self, node: Node) -> None:
        """Start a node; it need not answer yet."""
        inside = node.folder / "node_1"
        for name in ("config", "modules", "plugins"):
            (inside / name).mkdir(parents=True, exist_ok=True)
        peers = json.dumps([f"127.0.0.1:{other.transport}" for other in self.nodes])
        settings = [f"transport.port: {node.transport}", "node.processors: 1", f"discovery.seed_hosts: {peers}"]
        settings.append(f"cluster.initial_cluster_manager_nodes: {peers}")
        (inside / "config" / "opensearch.yml").write_text("\n".join(settings), "utf-8")
        runner = ["java", *_JAVA, "-cp", self.classpath, "org.codelibs.opensearch.runner.OpenSearchRunner"]
        arguments = [
            "-basePath",
            str(node.folder),
            "-clusterName",
            self.name,
            "-numOfNode",
            "1",
            "-baseHttpPort",
            str(node.port - 1),
            "-useLogger",
        ]
        with (node.folder / "output").open("ab") as output:
            node.process = subprocess.Popen([*runner, *arguments], stdin=subprocess.DEVNULL, stdout=output, stderr=output)

    def kill(self, node: Node) -> None:
        """End a node as a loss of power does."""
        assert node.process is not None
        node.process.kill()
        node.process.wait()

    def hang(self, node: Node) -> None:
        """Have a node do nothing more, though its connections stay."""
        assert node.process is not None
        node.process.send_signal(signal.SIGSTOP)

    def leader(self) -> Node:
        """The node that leads the others."""
        with urlopen(f"{self.urls[0]}/_cat/nodes?format=json&h=http,cluster_manager", timeout=5) as answer:  # noqa: S310 - our own server
            address = next(node["http"] for node in json.load(answer) if node["cluster_manager"] == "*")
        return next(node for node in self.nodes if node.url.endswith(address))

    def heal(self) -> None:
        """Start the nodes that were killed, wake those that hang, and wait until all is there."""
        for node in self.nodes:
            if node.process is None or node.process.poll() is not None:
                self.start(node)
            else:
                node.process.send_signal(signal.SIGCONT)
        self.wait()

    def wait(self) -> None:
        """Wait until all nodes have found each other, and every copy of every index is there."""
        until = time.monotonic() + _PATIENCE
        while not all(_is_whole(url, len(self.nodes)) for url in self.urls):
            assert time.monotonic() < until, "no whole cluster: " + "\n".join(node.last_words() for node in self.nodes)
            time.sleep(0.5)

    def stop(self) -> None:
        """End all nodes."""
        for node in self.nodes:
            if node.process and node.process.poll() is None:
                self.kill(node)


@contextmanager
def local_cluster(folder: Path) -> Iterator[LocalCluster]:
    """Lend a cluster whose nodes live in a folder. Raises NotHere."""
    cluster = LocalCluster(f"yanlu-{folder.name}", classpath(folder))
    http = _free(_PORTS, NODES)
    transport = _free(range(9400, 9999), NODES)
    cluster.nodes = [Node(folder / f"n{port}", port, inner) for port, inner in zip(http, transport, strict=True)]
    try:
        for node in cluster.nodes:
            cluster.start(node)
        cluster.wait()
        yield cluster
    finally:
        cluster.stop()


def classpath(folder: Path) -> str:
    """Have Maven fetch the server, once for all runs; return where it is. Raises NotHere."""
    for program in ("java", "mvn"):
        if not shutil.which(program):
            raise NotHere(f"{program} is not installed")
    told = folder / "classpath"
    command = ["mvn", "-q", "-B", "-f", str(Path(__file__).with_name("pom.xml")), "dependency:build-classpath", f"-Dmdep.outputFile={told}"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise NotHere(f"Maven could not fetch OpenSearch: {done.stdout[-500:]}")
    return told.read_text("utf-8")


def _is_whole(url: str, nodes: int) -> bool:
    try:
        with urlopen(f"{url}/_cluster/health", timeout=5) as answer:  # noqa: S310 - our own server
            health = json.load(answer)
    except (URLError, OSError):
        return False
    return bool(health["number_of_nodes"] == nodes and health["status"] == "green")


def _free(ports: range, count: int) -> list[int]:
    found = [port for port in ports if _is_free(port)][:count]
    if len(found) < count:
        raise NotHere("no free ports")
    return found


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0
