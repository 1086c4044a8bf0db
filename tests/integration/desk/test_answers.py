"""Five proportionate answers: what each does, what it leaves, and that all of it can be taken back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from flask.testing import FlaskClient
from markupsafe import escape
from sqlalchemy import select

from forum.audit.models import AuditEntry
from forum.core.attention import AnswerKind
from forum.core.clock import clock
from forum.core.database import db, write_transaction
from forum.core.outbox import drain
from forum.core.policy import Invalid, NotAllowed
from forum.desk.models import Answer, PersonalTask, Talk
from forum.desk.operations.answers import ignore, like_as_team, remove, value
from forum.desk.operations.tasks import Promise, personalise
from forum.desk.operations.undoing import undo
from forum.desk.operations.wording import save_template
from forum.desk.queries.marks import load_marks
from forum.desk.words import Gift, Tone, answer_follows
from forum.discussions.models import Post, PostState
from tests.conversations import NOON, opening
from tests.desk import give
from tests.replaying import replayed

BrowserOf = Callable[[str], FlaskClient]
WARM = "Alice, what a crust! We all looked twice."
pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
@replayed
def post(cast: SimpleNamespace) -> Post:
    return opening(cast.viewer("alice"), "My first bread.")


def promise(cast: SimpleNamespace) -> Promise:
    return Promise(Gift.VOUCHER, cast.dana, NOON.date())


def take_back(given: Answer, viewer: Any) -> None:
    with write_transaction():
        undo(db.session.get_one(Answer, given.id, populate_existing=True), actor=viewer, now=NOON)


def page_of(post: Post, person: FlaskClient) -> str:
    return person.get(f"/topics/{post.topic_id}/into-the-pot").text


def test_removing_hides_and_undoing_shows_again(cast: SimpleNamespace, post: Post) -> None:
    given = give(remove, post, cast.viewer("bruno"), reason="off-topic")
    assert db.session.get_one(Post, post.id).state == PostState.HIDDEN
    take_back(given, cast.viewer("bruno"))
    assert db.session.get_one(Post, post.id, populate_existing=True).state == PostState.VISIBLE


@pytest.mark.parametrize("kind", AnswerKind)
def test_each_answer_says_what_follows_and_is_taken_back_below_its_post(
    cast: SimpleNamespace, post: Post, browser_of: BrowserOf, kind: AnswerKind
) -> None:
    bruno, address = browser_of("bruno"), f"/posts/{post.id}/answers"
    follows = str(escape(answer_follows(kind)))
    assert f'title="{follows}"' in page_of(post, bruno)
    assert follows in bruno.get(f"{address}?kind={int(kind)}").text
    words = {"sentence": WARM, "reason": "off-topic", "gift": "voucher", "owner": cast.dana.id}
    due = {"due_on": (clock.now() + timedelta(days=9)).date().isoformat()}
    said = bruno.post(address, data={"kind": int(kind), **words, **due})
    assert said.status_code == 303, said.text
    db.session.rollback()
    (given,) = db.session.scalars(select(Answer).where(Answer.kind == kind))
    way_back = f'formaction="/desk/answers/{given.id}/delete"'
    assert way_back in page_of(post, bruno)
    assert way_back not in page_of(post, browser_of("dana"))
    bruno.post(f"/desk/answers/{given.id}/delete")
    assert way_back not in page_of(post, bruno)
    db.session.rollback()
    assert db.session.get_one(Answer, given.id, populate_existing=True).undone_at is not None


def test_liking_as_the_team_likes_and_says_so(cast: SimpleNamespace, post: Post, guest: FlaskClient) -> None:
    given = give(like_as_team, post, cast.viewer("dana"))
    assert "The team likes this" in page_of(post, guest)
    assert db.session.get_one(Post, post.id, populate_existing=True).like_count == 1
    take_back(given, cast.viewer("dana"))
    assert "The team likes this" not in page_of(post, guest)
    assert db.session.get_one(Post, post.id, populate_existing=True).like_count == 0


def test_valued_words_stand_under_the_post_for_everybody(
    cast: SimpleNamespace, post: Post, guest: FlaskClient
) -> None:
    give(value, post, cast.viewer("bruno"), sentence=WARM, emoji="👏")
    page = page_of(post, guest)
    assert "Valued by the brand" in page
    assert WARM in page
    assert "👏" in page


def test_the_author_is_told_that_they_are_valued(
    cast: SimpleNamespace, post: Post, browser_of: BrowserOf
) -> None:
    give(value, post, cast.viewer("bruno"), sentence=WARM)
    drain()
    assert "Bruno Basil values your post" in browser_of("alice").get("/notifications").text


def test_undone_the_mark_is_gone(cast: SimpleNamespace, post: Post, guest: FlaskClient) -> None:
    take_back(give(value, post, cast.viewer("bruno"), sentence=WARM), cast.viewer("bruno"))
    assert "Valued by the brand" not in page_of(post, guest)


def test_under_a_hidden_post_the_words_are_not_shown(
    cast: SimpleNamespace, post: Post, guest: FlaskClient
) -> None:
    give(value, post, cast.viewer("dana"), sentence=WARM)
    give(remove, post, cast.viewer("bruno"), reason="private")
    assert WARM not in page_of(post, guest)
    assert load_marks(cast.viewer("bruno"), [post.id]) == {}


@pytest.mark.parametrize(
    "words",
    [
        "",
        "Alice,",
        "Alice, thank you for this!",
        "  alice — THANK YOU for this ",
        "Bruno, thank you for this",
    ],
)
def test_words_that_are_nobodys_own_are_not_sent(cast: SimpleNamespace, post: Post, words: str) -> None:
    with write_transaction():
        save_template(
            None,
            kind=AnswerKind.VALUE,
            language="en",
            tone=Tone.INFORMAL,
            name="Thanks",
            text="{name}, thank you for this!",
            actor=cast.viewer("dana"),
            now=NOON,
        )
    with pytest.raises(Invalid):
        give(value, post, cast.viewer("bruno"), sentence=words)


def test_an_emoji_that_is_not_of_the_brands_set_is_refused(cast: SimpleNamespace, post: Post) -> None:
    with pytest.raises(Invalid, match="your own emoji"):
        give(value, post, cast.viewer("bruno"), sentence=WARM, emoji="💀")


def test_personalising_begins_a_conversation_and_a_task(
    cast: SimpleNamespace, post: Post, browser_of: BrowserOf
) -> None:
    give(personalise, post, cast.viewer("bruno"), promise=promise(cast), sentence=WARM)
    task = db.session.query(PersonalTask).one()
    assert (task.owner_id, task.state) == (cast.dana.id, "open")
    assert db.session.query(Talk).one().member_id == cast.alice.id


def test_undone_before_it_is_read_the_words_are_taken_out(cast: SimpleNamespace, post: Post) -> None:
    given = give(personalise, post, cast.viewer("bruno"), promise=promise(cast), sentence=WARM)
    take_back(given, cast.viewer("bruno"))
    assert db.session.query(PersonalTask).one().state == "dropped"
    assert db.session.query(Talk).one().closed_at is not None


def test_nobody_is_valued_twice(cast: SimpleNamespace, post: Post) -> None:
    give(value, post, cast.viewer("bruno"), sentence=WARM)
    with pytest.raises(Invalid, match="before you"):
        give(value, post, cast.viewer("dana"), sentence="Alice, we said so already.")


def test_nobody_judges_their_own_post(cast: SimpleNamespace) -> None:
    bruno, own = cast.viewer("bruno"), opening(cast.viewer("bruno"))
    for act, words in ((ignore, {}), (like_as_team, {}), (value, {"sentence": "How good of me."})):
        with pytest.raises(NotAllowed, match="Your own posts"):
            give(act, own, bruno, **words)


def test_the_brand_values_but_does_not_remove(cast: SimpleNamespace, post: Post) -> None:
    with pytest.raises(NotAllowed):
        give(remove, post, cast.viewer("dana"), reason="off-topic")


@pytest.mark.parametrize("handle", ["alice", "chloe"])
def test_members_have_no_bar_and_no_answers(
    cast: SimpleNamespace, post: Post, browser_of: BrowserOf, handle: str
) -> None:
    member = browser_of(handle)
    assert "post-bar" not in page_of(post, member)
    assert member.post(f"/posts/{post.id}/answers", data={"kind": "3"}).status_code == 403


def test_every_answer_is_on_record(cast: SimpleNamespace, post: Post) -> None:
    give(ignore, post, cast.viewer("bruno"))
    take_back(give(like_as_team, post, cast.viewer("bruno")), cast.viewer("emil"))
    actions = [action for (action,) in db.session.query(AuditEntry.action)]
    assert {"post.seen", "post.liked-as-team", "answer.undone"} <= set(actions)


def test_without_javascript_a_page_says_what_will_follow_and_takes_the_words(
    cast: SimpleNamespace, post: Post, browser_of: BrowserOf, guest: FlaskClient
) -> None:
    bruno = browser_of("bruno")
    page = bruno.get(f"/posts/{post.id}/answers?kind=4").text
    assert "stand under the post for everybody" in page
    assert "Alice, " in page
    assert (
        bruno.post(f"/posts/{post.id}/answers", data={"kind": "4", "sentence": "Alice,"}).status_code == 422
    )
    assert bruno.post(f"/posts/{post.id}/answers", data={"kind": "4", "sentence": WARM}).status_code == 303
    assert WARM in page_of(post, guest)
