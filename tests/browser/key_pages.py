"""The pages that matter most, and who looks at them."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import InstrumentedAttribute

from forum.accounts.models import Member
from forum.badges.models import BadgeRule
from forum.campaigns.models import Campaign, Idea
from forum.campaigns.words import Phase
from forum.core.database import db
from forum.core.policy import Audience
from forum.desk.models import DeskItem, PersonalTask, Talk
from forum.desk.words import State as Waiting
from forum.discussions.kinds import ANNOUNCEMENT, QUESTION
from forum.discussions.models import Category, Post, PostState, PostUpload, Topic
from forum.editorial.models import Publication
from forum.gatekeeping.models import Cause, Crisis
from forum.moderation.models import Statement
from forum.polls.models import Poll, PollQuestion
from forum.polls.words import Kind, Shown, State
from forum.recipes.creation_kinds import RECIPE

GUEST, MEMBER, MODERATOR, ADMINISTRATOR = "guest", "member", "moderator", "administrator"

SEEN_MOST = {
    "home", "category", "topic-own", "member", "search", "sign-in", "sign-up", "write-topic", "not-found",
    "notifications", "settings-profile", "settings-security", "settings-privacy", "settings-notifications",
    "report", "reports", "hide", "admin-settings", "admin-category",
}  # fmt: skip
"""Pages that are looked at in every language; the others in English."""


@dataclass(frozen=True)
class KeyPage:
    """One page: its name, its address, and who looks at it."""

    name: str
    path: str
    people: tuple[str, ...] = (GUEST,)


def key_pages(member: str) -> list[KeyPage]:
    """Return the pages of the community in the database; `member` is the handle of whoever has written something."""
    author = db.session.query(Member).filter_by(handle=member).one().id
    own_topic = _topic(Topic.author_id == author)
    own, foreign = _post(Post.author_id == author, Post.number == 1), _post(Post.author_id != author)
    talk, busiest = _topic(), _category()
    recipe, campaign = _topic(Topic.kind == RECIPE), _first(Campaign.topic_id)
    asking = _first(Campaign.topic_id, Campaign.phase == Phase.IDEAS)
    return [
        KeyPage("home", "/", (GUEST, MEMBER)),
        KeyPage("latest", "/latest", (GUEST, MEMBER)),
        KeyPage("top", "/top?period=all"),
        KeyPage("unanswered", "/unanswered"),
        KeyPage("recipes", "/recipes"),
        KeyPage("recipes-narrowed", "/recipes?free=milk&has=egg&time=60"),
        KeyPage("recipe", f"/topics/{recipe}", (GUEST, MEMBER)),
        KeyPage("recipe-cook", f"/recipes/{recipe}/cook"),
        KeyPage("recipe-sheet", f"/recipes/{recipe}/sheet"),
        KeyPage("recipe-made", f"/recipes/{recipe}/made/new", (MODERATOR,)),
        KeyPage("recipe-write", "/recipes/new", (GUEST, MEMBER)),
        KeyPage("badges", "/badges"),
        KeyPage("badge", f"/badges/{_first(BadgeRule.id)}"),
        KeyPage("campaigns", "/campaigns"),
        KeyPage("campaign", f"/campaigns/{campaign}", (GUEST, MEMBER)),
        KeyPage("campaign-helped", f"/campaigns/{_chosen()}/helped"),
        KeyPage("idea-write", f"/campaigns/{asking}/ideas/new", (MEMBER,)),
        KeyPage("campaign-shortlist", f"/campaigns/{asking}/shortlist", (ADMINISTRATOR,)),
        KeyPage("campaign-vote", f"/campaigns/{asking}/vote", (ADMINISTRATOR,)),
        KeyPage("campaign-desk", "/campaigns/desk", (ADMINISTRATOR,)),
        KeyPage("categories", "/categories"),
        KeyPage("category", f"/categories/{busiest}", (GUEST, MEMBER)),
        KeyPage("tags", "/tags"),
        KeyPage("topic", f"/topics/{talk}", (GUEST, MEMBER, MODERATOR)),
        KeyPage("topic-own", f"/topics/{own_topic}", (GUEST, MEMBER, MODERATOR)),
        KeyPage("topic-end", f"/topics/{own_topic}#reply", (MEMBER,)),
        KeyPage("likers", f"/posts/{own}/likes", (MEMBER,)),
        KeyPage("revisions", f"/posts/{_edited()}/revisions"),
        KeyPage(
            "topic-question", f"/topics/{_topic(Topic.kind == QUESTION, Topic.answer_post_id.is_not(None))}"
        ),
        KeyPage("topic-announcement", f"/topics/{_topic(Topic.kind == ANNOUNCEMENT)}"),
        KeyPage("topic-pictures", f"/topics/{_with(PostUpload.post_id == Post.id)}"),
        KeyPage("topic-poll-open", f"/topics/{_polled(State.OPEN)}", (GUEST, MEMBER)),
        KeyPage("poll-write", f"/topics/{talk}/poll/new", (ADMINISTRATOR,)),
        KeyPage("topic-poll-sealed", f"/topics/{_polled(State.SEALED)}"),
        KeyPage("polls", "/polls"),
        KeyPage("poll-duel", f"/polls/{_duel()}", (GUEST, MEMBER)),
        KeyPage("poll-readout", f"/polls/{_read_out()}/readout", (GUEST, ADMINISTRATOR)),
        KeyPage("poll-margins", f"/polls/{_read_out()}/readout/margins", (ADMINISTRATOR,)),
        KeyPage("topic-hidden", f"/topics/{_with(Post.state == PostState.HIDDEN)}", (GUEST, MODERATOR)),
        KeyPage("member", f"/members/{member}", (GUEST, MEMBER)),
        KeyPage("search", "/search?q=chocolate", (GUEST,)),
        KeyPage("search-nothing", "/search?q=xyzzyplugh"),
        KeyPage("sign-in", "/sign-in"),
        KeyPage("sign-up", "/sign-up"),
        KeyPage("recover", "/recover"),
        KeyPage("recover-in-vain", "/recover/nonsense"),
        KeyPage("language", "/language"),
        KeyPage("charter", "/charter"),
        KeyPage("privacy", "/privacy"),
        KeyPage("not-found", "/nothing-here"),
        KeyPage("not-allowed", "/moderation/reports", (MEMBER,)),
        KeyPage("write-topic", "/topics/new", (GUEST, MEMBER)),
        KeyPage("write-question", "/topics/new?kind=question", (MEMBER,)),
        KeyPage("write-reply", f"/topics/{talk}/posts/new", (MEMBER,)),
        KeyPage(
            "write-quote", f"/topics/{talk}/posts/new?quote={_post(Post.topic_id == talk)}", (GUEST, MEMBER)
        ),
        KeyPage("follow", f"/topics/{talk}/following", (MEMBER,)),
        KeyPage("edit", f"/posts/{own}/edit", (MEMBER,)),
        KeyPage("withdraw", f"/posts/{own}/withdrawal", (MEMBER,)),
        KeyPage("upload", "/uploads/new", (MEMBER,)),
        KeyPage("unread", "/unread", (MEMBER,)),
        KeyPage("drafts", "/drafts", (MEMBER,)),
        KeyPage("bookmarks", "/bookmarks", (MEMBER,)),
        KeyPage("following", "/following", (MEMBER,)),
        KeyPage("notifications", "/notifications", (MEMBER,)),
        KeyPage("topic-mails", f"/topics/{talk}/notices", (MEMBER,)),
        KeyPage("report-member", f"/members/{_other_than(member)}/reports/new", (MEMBER,)),
        KeyPage("report", f"/posts/{foreign}/reports/new", (MEMBER,)),
        KeyPage("settings-profile", "/settings/profile", (MEMBER,)),
        KeyPage("settings-account", "/settings/account", (MEMBER,)),
        KeyPage("settings-security", "/settings/security", (MEMBER,)),
        KeyPage("settings-password", "/settings/password", (MEMBER,)),
        KeyPage("settings-second-factor", "/settings/second-factor", (MEMBER,)),
        KeyPage("settings-email", "/settings/email", (MEMBER,)),
        KeyPage("settings-notifications", "/settings/notifications", (MEMBER,)),
        KeyPage("settings-devices", "/settings/devices", (MEMBER,)),
        KeyPage("settings-badges", "/settings/badges", (MEMBER,)),
        KeyPage("settings-privacy", "/settings/privacy", (MEMBER,)),
        KeyPage("settings-erasure", "/settings/privacy/erasure", (MEMBER,)),
        KeyPage("reports", "/moderation/reports", (MODERATOR,)),
        KeyPage("desk", "/desk", (MODERATOR,)),
        KeyPage(
            "desk-item", f"/desk/items/{_first(DeskItem.id, DeskItem.state == Waiting.OPEN)}", (MODERATOR,)
        ),
        KeyPage("desk-round", "/desk/round", (MODERATOR,)),
        KeyPage("desk-value", f"/posts/{own}/answers?kind=4", (MODERATOR,)),
        KeyPage("desk-personalise", f"/posts/{own}/answers?kind=5", (MODERATOR,)),
        KeyPage("desk-promised", "/desk/tasks", (MODERATOR,)),
        KeyPage("desk-task", f"/desk/tasks/{_first(PersonalTask.id)}", (MODERATOR,)),
        KeyPage("desk-conversations", "/desk/conversations", (MODERATOR,)),
        KeyPage("desk-templates", "/desk/templates", (MODERATOR,)),
        KeyPage("desk-pictures", "/desk/pictures", (MODERATOR,)),
        KeyPage("desk-template", "/desk/templates/new", (MODERATOR,)),
        KeyPage("desk-history", "/desk/history", (MODERATOR,)),
        KeyPage("conversation", f"/conversations/{_first(Talk.id)}", (MODERATOR,)),
        KeyPage("conversations", "/conversations", (MEMBER,)),
        KeyPage("conversation-write", "/conversations/new", (MEMBER,)),
        KeyPage("unusual-likes", "/moderation/likes", (MODERATOR,)),
        KeyPage("hide", f"/posts/{own}/hiding", (MODERATOR,)),
        KeyPage("hide-topic", f"/topics/{talk}/hiding", (MODERATOR,)),
        KeyPage("lock", f"/posts/{own}/evidence", (MODERATOR,)),
        KeyPage("statement", f"/statements/{_statement(author)}", (MEMBER,)),
        KeyPage("notice-write", "/notices/new"),
        KeyPage("objections", "/moderation/objections", (MODERATOR,)),
        KeyPage("acts", "/moderation/acts", (MODERATOR,)),
        KeyPage("purges", "/moderation/purges", (MODERATOR,)),
        KeyPage("reason", "/moderation/reasons/off-topic", (ADMINISTRATOR,)),
        KeyPage("move", f"/topics/{talk}/category", (MODERATOR,)),
        KeyPage("split", f"/topics/{talk}/split", (MODERATOR,)),
        KeyPage("close", f"/topics/{talk}/closing", (MODERATOR,)),
        KeyPage("pin", f"/topics/{talk}/pinning", (MODERATOR,)),
        KeyPage("rename", f"/topics/{talk}/title", (MODERATOR,)),
        KeyPage("merge", f"/topics/{talk}/merging", (MODERATOR,)),
        KeyPage("word-rules", "/moderation/words", (MODERATOR,)),
        KeyPage("spam-check", "/moderation/spam", (MODERATOR,)),
        KeyPage("crises", "/moderation/crises", (MODERATOR,)),
        KeyPage("crisis", f"/moderation/crises/{_first(Crisis.id)}", (MODERATOR,)),
        KeyPage("causes", "/moderation/causes", (MODERATOR,)),
        KeyPage("cause", f"/moderation/causes/{_first(Cause.id)}", (MODERATOR,)),
        KeyPage("member-card", f"/members/{_other_than(member)}/card", (MODERATOR,)),
        KeyPage("held-post", f"/posts/{_first(Post.id, Post.state == PostState.HELD)}/check", (MODERATOR,)),
        KeyPage("trust", "/trust", (GUEST, MEMBER)),
        KeyPage("charter-edition", "/charter/editions/new", (ADMINISTRATOR,)),
        KeyPage("admin-settings", "/admin/settings", (ADMINISTRATOR,)),
        KeyPage("admin-settings-found", "/admin/settings/find?q=name", (ADMINISTRATOR,)),
        KeyPage("face", "/admin/face", (ADMINISTRATOR,)),
        KeyPage("face-home", "/admin/face/home", (ADMINISTRATOR,)),
        KeyPage("face-links", "/admin/face/links", (ADMINISTRATOR,)),
        KeyPage("publishing", "/editorial", (ADMINISTRATOR,)),
        KeyPage("publishing-calendar", "/editorial/calendar", (ADMINISTRATOR,)),
        KeyPage("publishing-write", "/editorial/new", (ADMINISTRATOR,)),
        KeyPage("publication", f"/editorial/{_first(Publication.id)}", (ADMINISTRATOR,)),
        KeyPage("first-posts", "/welcome", (MODERATOR,)),
        KeyPage("members", "/members", (GUEST,)),
        KeyPage("members-here", "/members?kind=here", (MEMBER,)),
        KeyPage("settings", "/settings", (MEMBER,)),
        KeyPage("admin", "/admin", (ADMINISTRATOR,)),
        KeyPage("settings-found", "/settings?q=mail", (MEMBER,)),
        KeyPage("offline", "/offline"),
        KeyPage("admin-categories", "/admin/categories", (ADMINISTRATOR,)),
        KeyPage("admin-category", "/admin/categories/new", (ADMINISTRATOR,)),
        KeyPage("settings-questions", "/settings/questions", (MEMBER,)),
        KeyPage("admin-questions", "/admin/questions", (ADMINISTRATOR,)),
        KeyPage("admin-question", "/admin/questions/region", (ADMINISTRATOR,)),
        KeyPage("admin-creations", "/admin/creations", (ADMINISTRATOR,)),
        KeyPage("admin-badges", "/admin/badges", (ADMINISTRATOR,)),
        KeyPage("admin-members", "/admin/members", (ADMINISTRATOR,)),
        KeyPage("admin-invitations", "/admin/invitations", (ADMINISTRATOR,)),
        KeyPage("record", "/admin/record", (MODERATOR,)),
        KeyPage("transparency", "/transparency", (GUEST,)),
        KeyPage("styleguide", "/styleguide"),
    ]


def _standing() -> ColumnElement[bool]:
    return (
        (Topic.read_level == Audience.EVERYONE) & Topic.is_hidden.is_(False) & Topic.merged_into_id.is_(None)
    )


def _topic(*which: ColumnElement[bool]) -> int:
    """Return the topic with the most posts among those that everybody reads."""
    found = select(Topic.id).where(_standing(), *which).order_by(Topic.post_count.desc())
    return db.session.scalars(found).first() or 0


def _with(which: ColumnElement[bool]) -> int:
    """Return a topic in which such a post stands."""
    posts = select(Post.topic_id).join(Topic, Topic.id == Post.topic_id).where(_standing(), which)
    return db.session.scalars(posts.order_by(Topic.post_count.desc())).first() or 0


def _edited() -> int:
    return _post(Post.revision_count > 0)


def _other_than(member: str) -> str:
    return db.session.scalars(select(Member.handle).where(Member.handle != member)).first() or ""


def _polled(state: State) -> int:
    """Return a topic with a poll in this state."""
    return db.session.scalars(select(Poll.topic_id).where(Poll.state == state)).first() or 0


def _duel() -> int:
    """Return an open poll that shows two options at a time."""
    found = select(PollQuestion.poll_id).join(Poll, Poll.id == PollQuestion.poll_id)
    return (
        db.session.scalars(found.where(PollQuestion.kind == Kind.DUEL, Poll.state == State.OPEN)).first() or 0
    )


def _read_out() -> int:
    """Return the poll with the most voters among those that are sealed for everybody to see."""
    found = select(Poll.id).where(Poll.state == State.SEALED, Poll.shown != Shown.BRAND)
    return db.session.scalars(found.order_by(Poll.voters.desc(), Poll.id)).first() or 0


def _statement(member_id: int) -> int:
    """Return the first decision about something of this member's, 0 when there is none."""
    found = select(func.min(Statement.id)).where(Statement.member_id == member_id)
    return db.session.scalars(found).first() or 0


def _first(number: ColumnElement[int] | InstrumentedAttribute[int], *which: ColumnElement[bool]) -> int:
    """Return the lowest number in this column, 0 when there is none."""
    return db.session.scalars(select(func.min(number)).where(*which)).first() or 0


def _chosen() -> int:
    """Return the campaign of the first idea that was chosen, 0 when there is none."""
    return db.session.scalars(select(func.min(Idea.campaign_id)).where(Idea.is_chosen)).first() or 0


def _category() -> str:
    busiest = select(Category.slug).where(Category.read_level == Audience.EVERYONE)
    return db.session.scalars(busiest.order_by(Category.topic_count.desc())).first() or ""


def _post(*which: ColumnElement[bool]) -> int:
    posts = select(Post.id).where(
        Post.state == PostState.VISIBLE, Post.read_level == Audience.EVERYONE, *which
    )
    return db.session.scalars(posts.order_by(func.length(Post.text).desc())).first() or 0
