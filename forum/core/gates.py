"""Gates that a contribution passes before it is published: spam, word rules, trust.

A gate has a veto, so it is not an event. It lets pass, holds for a moderator, or refuses with a hint: never silently.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum

from flask import Flask

from forum.core.policy import Actor
from forum.core.registries import Registry


class Outcome(IntEnum):
    """What a gate decides, mildest first."""

    PASS = 0
    HOLD = 1
    REFUSE = 2


@dataclass(frozen=True)
class Submission:
    """What somebody is about to publish. `post_id` is set when an existing post is edited."""

    actor: Actor
    source: str
    text: str
    title: str | None
    kind: str
    category_id: int
    topic_id: int | None
    post_id: int | None
    now: datetime


@dataclass(frozen=True)
class Verdict:
    """A gate's decision, with the sentence for the author and the name of the gate for the record."""

    outcome: Outcome = Outcome.PASS
    message: str = ""
    gate: str = ""


PASSED = Verdict()
Gate = Callable[[Submission], Verdict]
gates: Registry[Gate] = Registry("gates before publishing")


def add_gate(app: Flask, name: str, gate: Gate) -> None:
    """Have `gate` asked before anything is published."""
    gates.add(app, name, gate)


def before_publish(submission: Submission) -> Verdict:
    """Ask every gate and return the strictest verdict, the first among equals."""
    verdicts = [gate(submission) for gate in gates]
    return max(verdicts, key=lambda verdict: verdict.outcome, default=PASSED)
