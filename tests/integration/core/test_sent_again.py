"""What is sent too often is refused, and not lost."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import html5lib
import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from forum.core.database import db
from forum.core.limits import DAY, RATES
from forum.discussions.models import Post
from tests.conversations import opening

pytestmark = pytest.mark.usefixtures("app")


def test_what_was_typed_can_be_sent_from_the_page_that_refused_it(
    cast: SimpleNamespace, browser_of: Callable[[str], FlaskClient], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = f"/topics/{opening(cast.viewer('alice')).topic_id}/posts"
    chloe, typed = browser_of("chloe"), {"body": "\nTwo <b>spoons</b> & a bowl.", "once": "a stamp"}
    monkeypatch.setitem(RATES, "post", ((0, DAY),))
    refused = chloe.post(path, data=typed)
    form = html5lib.parse(refused.text, namespaceHTMLElements=False).find(".//form")
    kept = {field.get("name"): field.text for field in form.iter("textarea")}
    assert (refused.status_code, form.get("action"), kept) == (429, path, typed)
    monkeypatch.undo()
    answers = [chloe.post(form.get("action"), data=kept).status_code for _ in range(2)]
    stands = db.session.scalar(select(func.count(Post.id)).where(Post.source.contains("Two <b>spoons")))
    assert (answers, stands) == ([303, 303], 1)


def test_a_password_is_not_written_on_the_page_that_refuses_it(
    guest: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(RATES, "sign-in", ((0, DAY),))
    refused = guest.post("/sign-in", data={"email": "alice@example.org", "password": "much pepper"})
    assert (refused.status_code, "<form" in refused.text, "pepper" in refused.text) == (429, False, False)
