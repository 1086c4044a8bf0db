"""What can be done about a member or what they made, so that statements can name it and objections take it back.

Rooms further up enter theirs: a warning, a suspension. A measure is spoken of in statements by its key.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from flask import Flask
from flask_babel.speaklater import LazyString

from forum.core.policy import Actor
from forum.core.registries import Registry
from forum.moderation.models import Statement

TakeBack = Callable[[Statement, Actor, datetime, str], None]
"""Takes the statement, who takes it back, when and why; runs in the caller's transaction, harmless when done."""


@dataclass(frozen=True)
class Measure:
    """One kind of decision.

    `name` says what was done, as the member reads it; `follows` what that means for them. `take_back` undoes it when an
    objection is upheld.
    """

    key: str
    name: LazyString
    follows: LazyString
    take_back: TakeBack


measures: Registry[Measure] = Registry("measures")


def register_measure(app: Flask, measure: Measure) -> None:
    """Enter `measure`."""
    measures.add(app, measure.key, measure)
