"""What this room does when something happens elsewhere."""

from __future__ import annotations

from flask import Flask

from forum.core import events
from forum.discussions.events import PostChecked, PostWithdrawn
from forum.gatekeeping.operations.checks import forget_waiting, note_check


def _checked(event: PostChecked) -> None:
    note_check(event)


def _withdrawn(event: PostWithdrawn) -> None:
    forget_waiting(event.post_id, now=event.at)


def init_app(app: Flask) -> None:
    """Listen."""
    events.listen(app, PostChecked, _checked)
    events.listen(app, PostWithdrawn, _withdrawn)
