"""What the read-out does when polls are opened and sealed, in the same transaction."""

from __future__ import annotations

from flask import Flask

from forum.core import events
from forum.polls.events import PollOpened, PollSealed
from forum.polls.readout.making import start_read_out
from forum.polls.readout.rule import fix_rule
from forum.polls.readout.traces import give_network_key, turn_times_into_bursts


def _opened(event: PollOpened) -> None:
    fix_rule(event.poll_id, event.at)
    give_network_key(event.poll_id)


def _sealed(event: PollSealed) -> None:
    turn_times_into_bursts(event.poll_id)
    start_read_out(event.poll_id)


def init_app(app: Flask) -> None:
    """Listen to polls."""
    events.listen(app, PollOpened, _opened)
    events.listen(app, PollSealed, _sealed)
