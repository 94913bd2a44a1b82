"""The way to a cluster: its scheduler, and workers with the same pmgen, Python and fonts as this machine."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any

import pmgen
from pmgen.problems import Message, Problem, Refusal, SourcePlace, message
from pmgen.publish.document_inputs import tool

_PATIENCE = 6
"""Seconds in which a scheduler must answer, and one worker be there."""


@contextmanager
def connected(scheduler: str) -> Iterator[Any]:
    """Give a client of dask.distributed; Refusal tells why the scheduler cannot be used."""
    try:
        from distributed import Client
        from distributed.client import ClosedClientError
        from distributed.comm import CommClosedError

        lost = (ClosedClientError, CommClosedError)
    except ModuleNotFoundError as error:
        text = message("a package of Python is missing for --cluster: {said}", said=error)
        raise _refusal(scheduler, text, message('install it: pip install "pmgen[cluster]"')) from error
    # What is worth telling is told by problems.
    for name in ("distributed", "distributed.client"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        client = Client(scheduler, timeout=_PATIENCE, set_as_default=False)
    except ValueError as error:
        text = message("{address} is no address of a scheduler: {said}", address=scheduler, said=error)
        raise _refusal(scheduler, text, message("write it like this: tcp://scheduler:8786")) from error
    except (OSError, ImportError) as error:
        text = message("no scheduler answers at {address}", address=scheduler)
        hint = message("start it there with: dask scheduler; then look at its address and the firewall")
        raise _refusal(scheduler, text, hint) from error
    try:
        yield client
    except (OSError, *lost) as error:
        if client.status == "running" and not isinstance(error, lost):
            raise  # another file or address
        text = message("the scheduler at {address} was lost", address=scheduler)
        hint = message("look at scheduler and workers, then render again: what is done stays done")
        raise _refusal(scheduler, text, hint) from error
    finally:
        with suppress(Exception):
            client.close(timeout=_PATIENCE)


def checked_workers(client: Any, scheduler: str, fonts: str) -> tuple[Problem, ...]:
    """Return warnings about the workers there are; Refusal names those that would render otherwise.

    `fonts` is the fingerprint of the fonts of this machine.
    """
    _wait_for_worker(client, scheduler)
    versions = client.get_versions(packages=["pmgen"])
    own = versions["client"]["packages"]["python"], pmgen.__version__
    others = {address: _versions(each) for address, each in versions["workers"].items()}
    others["scheduler"] = _versions(versions["scheduler"])
    _refuse_others(scheduler, " / ".join(own), {a: " / ".join(v) for a, v in others.items() if v != own})
    code = _answers(client, tool)
    _refuse_others(scheduler, tool(), {address: each for address, each in code.items() if each != tool()})
    strange = [address for address, found in _answers(client, fonts_of_worker).items() if found != fonts]
    return tuple(_other_fonts(strange, len(code)) for _ in strange[:1])


def fonts_of_worker() -> str:
    """Return the fingerprint of the fonts of the worker that runs this."""
    from pmgen.publish.cluster_task import installed_fonts

    return installed_fonts().fingerprint


def _answers(client: Any, asked: Callable[[], str]) -> dict[str, str]:
    """Return what each worker answers; one that dies meanwhile says nothing, and is replaced or missed."""
    answers = client.run(asked, on_error="return")
    return {address: each for address, each in answers.items() if isinstance(each, str)}


def _wait_for_worker(client: Any, scheduler: str) -> None:
    try:
        client.wait_for_workers(1, timeout=_PATIENCE)
    except TimeoutError as error:
        text = message(
            "the scheduler at {address} had no worker within {seconds} seconds",
            address=scheduler,
            seconds=_PATIENCE,
        )
        hint = message("start some with: dask worker {address} --nthreads 1", address=scheduler)
        raise _refusal(scheduler, text, hint) from error


def _versions(found: Mapping[str, Any]) -> tuple[str, str]:
    packages = found["packages"]
    return str(packages["python"]), str(packages.get("pmgen"))


def _refuse_others(scheduler: str, own: str, others: Mapping[str, str]) -> None:
    if not others:
        return
    address, found = next(iter(others.items()))
    text = message(
        "{count} machines of the cluster have another Python or pmgen ({address}: {found}; here: {own})",
        count=len(others),
        own=own,
        address=address,
        found=found,
    )
    hint = message("install the same on all machines, or documents would differ by who rendered them")
    raise _refusal(scheduler, text, hint)


def _other_fonts(addresses: list[str], count: int) -> Problem:
    text = message(
        "{some} of {count} workers have other fonts than this machine, such as {address}",
        some=len(addresses),
        count=count,
        address=addresses[0],
    )
    hint = message("install the same fonts on all machines, or a PDF differs by who rendered it")
    return Problem("PMG797", text, (), hint)


def _refusal(scheduler: str, text: Message, hint: Message) -> Refusal:
    return Refusal([Problem("PMG794", text, (SourcePlace(scheduler),), hint)])
