"""A passage that nobody may read any more, wherever it stands."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from sqlalchemy import select

from forum.core.database import db, write_transaction
from forum.core.policy import Invalid, NotAllowed
from forum.discussions.models import Draft, Post, Revision, Topic
from forum.discussions.operations.blackout import blackout_passage
from forum.discussions.operations.drafts import save_draft
from forum.discussions.operations.editing import EditConflict, edit_post
from forum.discussions.personal import export
from tests.conversations import NOON, answer, opening, quoting

pytestmark = pytest.mark.usefixtures("app")

NUMBER = "06 12 34 56 78"


def black_out(post: Post, who: object, passage: str = NUMBER) -> int:
    with write_transaction():
        return blackout_passage(db.session.get_one(Post, post.id), passage, actor=who, now=NOON)


def everything_written() -> str:
    db.session.rollback()
    columns = (
        (Post.source, Post.html, Post.text),
        (Revision.source, Revision.title),
        (Draft.fields,),
        (Topic.title, Topic.slug),
    )
    return "\n".join(
        str(part) for each in columns for row in db.session.execute(select(*each)) for part in row
    )


def test_it_is_gone_from_post_title_revisions_quotes_and_drafts(cast: SimpleNamespace) -> None:
    alice, bruno, chloe = (cast.viewer(who) for who in ("alice", "bruno", "chloe"))
    post = opening(alice, f"Call me: {NUMBER}", title=f"Call {NUMBER} now")
    with write_transaction():
        edit_post(
            db.session.get_one(Post, post.id),
            source=f"Call me: 06 12 **34** 56\n78, or at {NUMBER}",
            editor=alice,
            now=NOON,
            based_on_revision=0,
        )
    quoter = answer(post, chloe, quoting(post, "alice", f"Call me: {NUMBER}"))
    with write_transaction():
        edit_post(
            db.session.get_one(Post, quoter.id),
            source="Never mind",
            editor=chloe,
            now=NOON,
            based_on_revision=0,
        )
        save_draft(chloe, "topic:new", {"body": quoting(post, "alice", NUMBER)}, based_on_version=0, now=NOON)
        save_draft(alice, f"edit:{post.id}", {"body": NUMBER}, based_on_version=0, now=NOON)
    assert black_out(post, bruno) >= 5
    left = everything_written()
    assert "56 78" not in left
    assert "12-34" not in left
    assert "34**" not in left
    assert "Call me" in left
    assert NUMBER not in str(export(cast.alice.id)) + str(export(cast.chloe.id))


def test_whoever_is_editing_it_does_not_put_it_back(cast: SimpleNamespace) -> None:
    alice = cast.viewer("alice")
    post = opening(alice, f"Call me: {NUMBER}")
    black_out(post, cast.viewer("bruno"))
    with pytest.raises(EditConflict), write_transaction():
        edit_post(
            db.session.get_one(Post, post.id),
            source=f"Call me! {NUMBER}",
            editor=alice,
            now=NOON,
            based_on_revision=0,
        )


@pytest.mark.parametrize("passage", ["", "06", "██████", "00 00 00 00 00"])
def test_what_does_not_stand_there_is_said(cast: SimpleNamespace, passage: str) -> None:
    post = opening(cast.viewer("alice"), f"Call me: {NUMBER}")
    with pytest.raises(Invalid) as refused:
        black_out(post, cast.viewer("bruno"), passage)
    assert list(refused.value.errors) == ["passage"]


def test_members_black_out_nothing(cast: SimpleNamespace) -> None:
    post = opening(cast.viewer("alice"), f"Call me: {NUMBER}")
    with pytest.raises(NotAllowed):
        black_out(post, cast.viewer("chloe"))
