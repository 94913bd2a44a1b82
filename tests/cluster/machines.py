"""A scheduler of dask with two workers, each a process of this machine, and an S3 server beside them."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

import fsspec
import psutil
import pytest
from distributed import Client
from moto.server import ThreadedMotoServer

from pmgen.cli import main

HERE = Path(__file__).parent
SOURCES = (HERE.parents[1] / "generator", HERE / "deadly", HERE.parent)
SECONDS = 60
BUCKET = "office"
KEYS = {
    "AWS_ACCESS_KEY_ID": "test",
    "AWS_SECRET_ACCESS_KEY": "test",
    "AWS_DEFAULT_REGION": "us-east-1",
}

UNWATCHED = {
    "DASK_DISTRIBUTED__WORKER__PROFILE__ENABLED": "False",
    "DASK_DISTRIBUTED__ADMIN__SYSTEM_MONITOR__INTERVAL": "10s",
}
"""dask measures itself many times a second, which nobody looks at here."""


@dataclass(frozen=True, slots=True)
class Machines:
    """The scheduler's address, what everybody's environment says, and who looks after each worker."""

    scheduler: str
    environment: dict[str, str]
    nannies: tuple[int, ...]
    scheduler_process: int

    def kill_scheduler(self) -> None:
        """Kill the scheduler, which nobody begins again."""
        psutil.Process(self.scheduler_process).kill()

    def kill_worker(self, number: int) -> None:
        """Kill a worker; its nanny begins another one."""
        for process in psutil.Process(self.nannies[number]).children():
            if "--multiprocessing-fork" in process.cmdline():
                process.kill()

    def command(self, *arguments: str) -> list[str]:
        """Return the command that renders on these machines."""
        program = [sys.executable, "-m", "pmgen", "render", "--lang", "en"]
        return [*program, "--cluster", self.scheduler, *arguments]

    def render(self, data: str, output: str, *options: str) -> subprocess.CompletedProcess[str]:
        """Render from one address to another within this process, and return what was said."""
        asked = ["render", "--lang", "en", "--cluster", self.scheduler, "--data", data, "--output", output]
        with redirect_stdout(StringIO()) as out, redirect_stderr(StringIO()) as errors:
            code = main([*asked, *options])
        return subprocess.CompletedProcess(asked, code, out.getvalue(), errors.getvalue())


def ran(command: list[str], environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Return what came of a command, whatever its exit code."""
    return subprocess.run(
        command, env=environment, capture_output=True, text=True, encoding="utf-8", timeout=SECONDS
    )


@contextmanager
def machines(folder: Path, workers: int = 2) -> Iterator[Machines]:
    """Give machines that work until the end of the block."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    folder.mkdir(exist_ok=True)
    with ExitStack() as stack:
        server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
        server.start()
        stack.callback(server.stop)
        host, port = server.get_host_and_port()
        patch = stack.enter_context(pytest.MonkeyPatch.context())
        for name, value in {**KEYS, "AWS_ENDPOINT_URL": f"http://{host}:{port}"}.items():
            patch.setenv(name, value)
        # A file system that an earlier server left behind still asks that one.
        fsspec.get_filesystem_class("s3").clear_instance_cache()
        fsspec.filesystem("s3", skip_instance_cache=True).makedirs(BUCKET, exist_ok=True)
        patch.setenv("PMGEN_CACHE", str(folder / "cache"))
        environment = {**os.environ, **UNWATCHED, "PYTHONPATH": os.pathsep.join(map(str, SOURCES))}
        said = folder / "scheduler.json"
        begin = ["--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(said)]
        first = stack.enter_context(_running(["scheduler", *begin], environment))
        scheduler = _address(said)
        nannies = []
        for number in range(workers):
            place = ["--nthreads", "1", "--no-dashboard", "--local-directory", str(folder / f"{number}")]
            nannies.append(stack.enter_context(_running(["worker", scheduler, *place], environment)))
        with Client(scheduler, timeout=SECONDS, set_as_default=False) as client:
            if workers:
                client.wait_for_workers(workers, timeout=SECONDS)
        yield Machines(scheduler, environment, tuple(nannies), first)


@contextmanager
def _running(arguments: list[str], environment: dict[str, str]) -> Iterator[int]:
    """Give the number of a process of dask's."""
    command = [sys.executable, "-m", "dask", *arguments]
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            yield process.pid
        finally:
            process.terminate()
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                process.kill()


def _address(file: Path) -> str:
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        if file.exists() and (text := file.read_text()):
            return str(json.loads(text)["address"])
        time.sleep(0.05)
    raise TimeoutError(file)
