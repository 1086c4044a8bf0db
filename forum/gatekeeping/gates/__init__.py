"""The gates of this room, in the order in which they are asked."""

from __future__ import annotations

from flask import Flask

from forum.core.gates import add_gate
from forum.gatekeeping.gates import charter, crisis, limits, measures, spam, words


def init_app(app: Flask) -> None:
    """Have each asked before anything is published."""
    add_gate(app, charter.GATE, charter.charter_gate)
    add_gate(app, measures.GATE, measures.read_only_gate)
    add_gate(app, limits.GATE, limits.limit_gate)
    add_gate(app, words.GATE, words.word_gate)
    add_gate(app, spam.GATE, spam.spam_gate)
    add_gate(app, crisis.GATE, crisis.crisis_gate)
