"""Gates that a contribution passes before it is published: spam, word rules, trust.

A gate has a veto, so it is not an event. It lets pass, holds for a moderator, or refuses with a hint: never silently.
What it saw it says by findings, which stand beside the post for moderators; and it may put a text in place of what was
typed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
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
    language: str = ""
    """The language of the text, where it is known."""
    stamp: str | None = None
    """What the form said since when its writer has had it (`forum.core.stamps`); None for what came by no form."""


@dataclass(frozen=True)
class Finding:
    """What one gate saw, for moderators. One that lets pass only marks the post.

    `key` is the gate's own word for it (the number of a rule, say), `words` what it hit, `share` how sure it is.
    """

    gate: str
    outcome: Outcome
    key: str = ""
    words: str = ""
    share: float | None = None


@dataclass(frozen=True)
class Verdict:
    """A gate's decision, with the sentence for the author and the name of the gate for the record.

    `source` and `title` are what is to be published in place of what was typed; None leaves it as it is.
    """

    outcome: Outcome = Outcome.PASS
    message: str = ""
    gate: str = ""
    findings: tuple[Finding, ...] = ()
    source: str | None = None
    title: str | None = None


PASSED = Verdict()
Gate = Callable[[Submission], Verdict]
gates: Registry[Gate] = Registry("gates before publishing")


def add_gate(app: Flask, name: str, gate: Gate) -> None:
    """Have `gate` asked before anything is published."""
    gates.add(app, name, gate)


def before_publish(submission: Submission) -> Verdict:
    """Ask every gate and return the strictest verdict, the first among equals, with the findings of all.

    A gate is shown the text as the gates before it have changed it.
    """
    verdicts = []
    source = title = None
    for gate in gates:
        verdict = gate(submission)
        verdicts.append(verdict)
        if verdict.source is not None:
            source = verdict.source
            submission = replace(submission, source=source)
        if verdict.title is not None:
            title = verdict.title
            submission = replace(submission, title=title)
    strictest = max(verdicts, key=lambda verdict: verdict.outcome, default=PASSED)
    findings = tuple(finding for verdict in verdicts for finding in verdict.findings)
    return replace(strictest, findings=findings, source=source, title=title)
