"""Who does which jobs: rooms enter their kinds at start."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import Flask

from forum.core.registries import Registry


@dataclass(frozen=True)
class Progress:
    """What a step says: how much is `done` of how much, where the next begins, or that there is none.

    `result` is kept once `finished`.
    """

    done: int
    total: int
    cursor: Mapping[str, Any] = field(default_factory=dict)
    finished: bool = False
    result: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Step:
    """What a step is told: the job's number, its parameters, its owner, and where to begin (empty at first)."""

    job_id: int
    params: Mapping[str, Any]
    owner_id: int | None
    cursor: Mapping[str, Any]


@dataclass(frozen=True)
class JobKind:
    """What does the steps of one kind of job: see `job_kind`."""

    step: Callable[[Step], Progress]
    external: bool


job_kinds: Registry[JobKind] = Registry("job kinds")


def job_kind(app: Flask, name: str, step: Callable[[Step], Progress], *, external: bool = False) -> None:
    """Have `step` called, again and again, until the jobs of kind `name` are finished.

    Args:
        app: the application to which the kind belongs.
        name: never renamed, because jobs that wait carry it.
        step: does a portion that takes a second or less. An exception undoes it; it is tried again after a pause.
        external: False: the step runs within the write transaction that also keeps its progress, so each happens
            exactly once. True: it runs with no transaction open (files, an index), and may repeat after a kill.
    """
    job_kinds.add(app, name, JobKind(step, external))
