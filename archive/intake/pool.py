"""Work in other processes: jobs in, results out in the order of the jobs, in bounded memory.

A process that dies over a job, or says nothing for too long, costs that job only; another takes its place.
"""

import fcntl
import pickle
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from queue import SimpleQueue
from threading import Thread
from time import monotonic
from types import TracebackType
from typing import Any, Final, Generic, Self, TypeVar

from archive.errors import ArchiveError

AHEAD: Final = 256
"""Jobs a process has before it: enough to go on with while the results of others are dealt with."""
HELD: Final = 16 << 20
"""Bytes of jobs on their way and of results that wait for earlier ones, beyond which no other job is begun."""
WORTH: Final = 8
"""Jobs before each process for which it is worth starting another one."""
BACKLOG: Final = 1 << 20
"""Bytes of jobs and of results the system holds for a process, so that it goes on working while the parent is busy. Results that are
there when a process dies are not lost."""
PAUSE: Final = 0.1
"""Seconds without a result after which the caller hears so."""
PATIENCE: Final = 600.0
"""Seconds a process may work on a job in silence."""
START: Final = 600.0
"""Seconds a process may take to start."""

_READY: Final = b"ready"
_END: Final = b""

T = TypeVar("T")
Work = Callable[[Any], Iterator[Any]]
"""What a process does with a job: a function of a module, its results can be pickled."""


@dataclass(frozen=True, slots=True)
class Job(Generic[T]):
    """Something to be done: `tag` stays here, `payload` goes to a process (None: there is nothing to do), `size` is its bytes."""

    tag: T
    payload: object
    size: int


@dataclass(frozen=True, slots=True)
class Result(Generic[T]):
    """One result of a job."""

    tag: T
    value: Any


@dataclass(frozen=True, slots=True)
class Ended(Generic[T]):
    """A job is done; or `lost`, and then `code` is what its process ended with, None where it was stopped for its silence."""

    tag: T
    lost: bool = False
    code: int | None = None


@dataclass(slots=True)
class _Task(Generic[T]):
    job: Job[T]
    messages: deque[bytes] = field(default_factory=deque)
    ended: Ended[T] | None = None


@dataclass(slots=True)
class _Worker(Generic[T]):
    process: BaseProcess
    jobs: Connection
    results: Connection
    tasks: deque[_Task[T]] = field(default_factory=deque)
    heard: float = field(default_factory=monotonic)
    ready: bool = False
    stopped: bool = False

    def is_silent(self) -> bool:
        """Whether nothing has come from it for longer than may be."""
        return monotonic() - self.heard > (PATIENCE if self.ready else START)

    def close(self) -> None:
        """Close its pipes."""
        self.jobs.close()
        self.results.close()


class Pool(Generic[T]):
    """Processes that all do the same work, started as they are needed. For the main thread."""

    def __init__(self, work: Work, workers: int) -> None:
        """`workers` is how many processes there may be."""
        self._work, self._most = work, workers
        self._workers: list[_Worker[T]] = []
        self._window: deque[_Task[T]] = deque()
        self._held = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        for worker in self._workers:
            worker.process.kill()
            worker.process.join()
            worker.close()

    def stream(self, jobs: Iterable[Job[T]]) -> Iterator[Result[T] | Ended[T] | None]:
        """Yield the results of every job and its end, in the order of the jobs; None whenever nothing has come for a moment.

        Raises ArchiveError where processes cannot be started at all.
        """
        waiting = iter(jobs)
        while self._fill(waiting) or self._window:
            yield from self._finished()
            if self._window and not self._receive():
                yield None

    def _start(self) -> _Worker[T]:
        context = get_context("spawn")
        jobs_in, jobs = context.Pipe(duplex=False)
        results, results_out = context.Pipe(duplex=False)
        _widen(jobs)
        _widen(results)
        process = context.Process(target=_serve, args=(jobs_in, results_out, self._work), daemon=True)
        before = signal.signal(signal.SIGINT, signal.SIG_IGN)  # inherited: Ctrl+C is for the parent, which stops its processes
        try:
            process.start()
        finally:
            signal.signal(signal.SIGINT, before)
        jobs_in.close()
        results_out.close()
        return _Worker(process, jobs, results)

    def _fill(self, waiting: Iterator[Job[T]]) -> bool:
        """Begin jobs as long as there is room; whether there was one."""
        filled = False
        while self._held <= HELD and len(self._window) < AHEAD * self._most:
            job = next(waiting, None)
            if job is None:
                break
            filled = True
            task = _Task(job, ended=Ended(job.tag) if job.payload is None else None)
            self._window.append(task)
            self._held += job.size
            if job.payload is not None:
                _give(self._freest(), task)
        return filled

    def _freest(self) -> _Worker[T]:
        """The process with the fewest jobs before it, another one if all have enough."""
        fewest = min((len(one.tasks) for one in self._workers), default=WORTH)
        if fewest >= WORTH and len(self._workers) < self._most:
            self._workers.append(self._start())
        return min(self._workers, key=lambda one: len(one.tasks))

    def _finished(self) -> Iterator[Result[T] | Ended[T]]:
        """What can be told in order."""
        while self._window:
            head = self._window[0]
            while head.messages:
                message = head.messages.popleft()
                self._held -= len(message)
                yield Result(head.job.tag, pickle.loads(message))  # noqa: S301 - our own process wrote it
            if head.ended is None:
                return
            self._window.popleft()
            self._held -= head.job.size
            yield head.ended

    def _receive(self) -> bool:
        """Take what the processes have to say, of those that are ahead of their time nothing more once too much is held."""
        head = self._window[0]
        heard = [one for one in self._workers if self._held <= HELD or not one.tasks or one.tasks[0] is head]
        ready = wait([one.results for one in heard], PAUSE)
        for worker in heard:
            if worker.results in ready:
                self._hear(worker)
            elif worker.tasks and worker.tasks[0] is head and not ready and worker.is_silent():
                worker.stopped = True
                worker.process.kill()
        return bool(ready)

    def _hear(self, worker: _Worker[T]) -> None:
        try:
            message = worker.results.recv_bytes()
        except (EOFError, OSError):
            self._replace(worker)
            return
        worker.heard = monotonic()
        if not worker.ready:
            worker.ready = True
        elif message == _END:
            task = worker.tasks.popleft()
            task.ended = Ended(task.job.tag)
        else:
            worker.tasks[0].messages.append(message)
            self._held += len(message)

    def _replace(self, worker: _Worker[T]) -> None:
        """Put another process in the place of one that died; the job it was at is lost, the others are begun anew."""
        worker.process.join()
        worker.close()
        if not worker.ready:
            raise ArchiveError("读文件的进程没能启动（退出码 {code}）。", code=worker.process.exitcode)
        other: _Worker[T] = self._start()
        self._workers[self._workers.index(worker)] = other
        for number, task in enumerate(worker.tasks):
            if number == 0:
                task.ended = Ended(task.job.tag, lost=True, code=None if worker.stopped else worker.process.exitcode)
            else:
                _give(other, task)


def _widen(pipe: Connection) -> None:
    """Have the system hold more of a pipe, where it can be asked to and allows it."""
    if hasattr(fcntl, "F_SETPIPE_SZ"):
        with suppress(OSError):
            fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, BACKLOG)


def _give(worker: _Worker[T], task: _Task[T]) -> None:
    if not worker.tasks:
        worker.heard = monotonic()
    worker.tasks.append(task)
    with suppress(OSError):  # it has died: it will be seen when it is heard
        worker.jobs.send(task.job.payload)


def _serve(jobs_in: Connection, results: Connection, work: Work) -> None:
    """Do jobs until there are no more, or nobody is there to hear of them."""
    jobs: SimpleQueue[object] = SimpleQueue()
    Thread(target=_listen, args=(jobs_in, jobs), daemon=True).start()  # else both sides might wait for the other to read
    try:
        results.send_bytes(_READY)
        while (payload := jobs.get()) is not None:
            for result in work(payload):
                results.send_bytes(pickle.dumps(result, pickle.HIGHEST_PROTOCOL))
            results.send_bytes(_END)
    except BrokenPipeError:
        return


def _listen(connection: Connection, jobs: SimpleQueue[object]) -> None:
    try:
        while True:
            jobs.put(connection.recv())
    except (EOFError, OSError):
        jobs.put(None)
