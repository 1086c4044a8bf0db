"""The round of the team: what everybody wrote, and nothing that its reader may not read."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from flask.testing import FlaskClient

from forum.core.clock import clock
from forum.core.database import db, write_transaction
from forum.core.policy import Audience
from forum.discussions.models import Post
from forum.discussions.operations.hiding import hide_post_text
from tests.conversations import opening, shelf

pytestmark = pytest.mark.usefixtures("app")


def test_a_round_ends_without_what_is_above_its_reader_or_hidden(
    cast: SimpleNamespace, browser_of: Callable[[str], FlaskClient]
) -> None:
    inner = Audience.ADMINISTRATORS
    safe = shelf("safe", read_level=inner, reply_level=inner, start_level=inner)
    opening(cast.viewer("emil"), "The keys are new.", category=safe, now=clock.now())
    spam = opening(cast.viewer("alice"), "Buy pans.", now=clock.now())
    with write_transaction():
        hide_post_text(db.session.get_one(Post, spam.id), reason_key="spam", now=clock.now())
    opening(cast.viewer("alice"), "My bread.", now=clock.now())
    page = browser_of("bruno").get("/desk/round").text
    assert "My bread." in page and "1 post to go" in page
    assert "The keys" not in page and "Buy pans" not in page
