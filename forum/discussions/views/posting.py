"""Beginning a topic and answering in one. Guests may write first and sign up afterwards: their text waits for them."""

from __future__ import annotations

from datetime import timedelta

from flask import Blueprint, Response, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from forum.core.clock import clock
from forum.core.database import db, write_transaction
from forum.core.http import private, wants_fragment
from forum.core.kinds import TopicKind, kinds_in_order
from forum.core.limits import limit_write
from forum.core.policy import Audience, Invalid, NotAllowed, Viewer
from forum.core.stamps import stamped_at
from forum.core.viewing import current_viewer
from forum.discussions.forms import ReplyForm, TopicForm, split_tags
from forum.discussions.models import Post, PostState, Topic
from forum.discussions.operations.drafts import discard_draft
from forum.discussions.operations.posts import reply, require_reply, said_since
from forum.discussions.operations.texts import Prepared, prepare_text, usual_language
from forum.discussions.operations.topics import first_post_of, start_topic
from forum.discussions.policy import get_category_for, get_post_for, get_topic_for
from forum.discussions.queries.writers import person_of
from forum.discussions.quoting import quote_of
from forum.discussions.rights import as_member
from forum.discussions.views.choices import categories_to_start_in, kinds_for
from forum.discussions.views.drafted import fill_from_draft
from forum.discussions.views.sending import preview_of, publish_once, wants_preview

blueprint = Blueprint("posting", __name__)

NEW_TOPIC = "topic:new"
STILL_OPENING = timedelta(minutes=1)
"""So long may a window show a text that another window has just sent."""


@blueprint.get("/topics/new")
def new_topic() -> ResponseReturnValue:
    """Offer the form for a new topic."""
    viewer = current_viewer()
    form = _topic_form(viewer)
    drafted = fill_from_draft(form, viewer, NEW_TOPIC)
    if not drafted:
        form.kind.data = request.args.get("kind")
        form.category.data = request.args.get("category", 0, type=int)
        form.tags.data = request.args.get("tag", "")
    form.kind.data = form.kind.data or form.kind.choices[0].value
    return _topic_page(form, drafted=drafted)


@blueprint.post("/topics")
@limit_write("post", only_looks=wants_preview)
def start() -> ResponseReturnValue:
    """Begin a topic with what was written."""
    viewer = current_viewer()
    form = _topic_form(viewer)
    if viewer.id is None or wants_preview() or not form.validate_on_submit():
        return _topic_page(form)
    try:
        return publish_once(viewer, form.once.data, lambda: _started(viewer, form))
    except Invalid as error:
        form.refuse(error)
        return _topic_page(form)


def _topic_form(viewer: Viewer) -> TopicForm:
    kinds = kinds_for(viewer)
    if not kinds:
        raise NotAllowed(_("You may not start a topic here."))
    return TopicForm.offering(kinds, categories_to_start_in(viewer))


def _started(viewer: Viewer, form: TopicForm) -> int:
    category = get_category_for(viewer, form.category.data)
    text = prepare_text(form.body.data or "", read_level=category.read_level, usual=usual_language(viewer.id))
    with write_transaction():
        topic = start_topic(
            category=get_category_for(viewer, form.category.data),
            kind=form.kind.data,
            title=form.title.data or "",
            source=text,
            author=viewer,
            now=clock.now(),
            tags=split_tags(form.tags.data),
            once=form.once.data,
        )
        discard_draft(viewer, NEW_TOPIC)
        post = first_post_of(topic)
    return _told(post)


def _topic_page(form: TopicForm, *, drafted: bool = False) -> Response:
    page = render_template(
        "discussions/compose.html",
        form=form,
        place=NEW_TOPIC,
        drafted=drafted,
        mentions=_mentions(),
        icons={kind.key: kind.icon for kind in kinds_in_order()},
        elsewhere=_elsewhere(),
        here=_here(url_for("posting.new_topic")),
        preview=preview_of(form, Audience.EVERYONE),
    )
    return _page(page, failed=bool(form.errors))


@blueprint.get("/topics/<int:topic_id>/posts/new")
def new_reply(topic_id: int) -> ResponseReturnValue:
    """Offer the form for an answer, within the topic's page or on its own. `quote` and `reply_to` are posts."""
    viewer = current_viewer()
    topic = get_topic_for(viewer, topic_id)
    if topic.merged_into_id is not None:
        return redirect(url_for("posting.new_reply", topic_id=topic.merged_into_id), 301)
    require_reply(topic, as_member(viewer))
    form = ReplyForm()
    drafted = fill_from_draft(form, viewer, f"reply:{topic_id}")
    if (quoted_id := request.args.get("quote", type=int)) is not None:
        form.body.data = (form.body.data or "").rstrip() + ("\n\n" if form.body.data else "")
        form.body.data += quote_of(_shown_post(viewer, quoted_id))
    if (answered_id := request.args.get("reply_to", type=int)) is not None:
        form.reply_to.data = answered_id
    return _reply_page(form, topic, viewer, drafted=drafted)


@blueprint.post("/topics/<int:topic_id>/posts")
@limit_write("post", only_looks=wants_preview)
def send_reply(topic_id: int) -> ResponseReturnValue:
    """Answer in a topic with what was written."""
    viewer = current_viewer()
    topic = get_topic_for(viewer, topic_id)
    form = ReplyForm()
    if viewer.id is None or wants_preview() or not form.validate_on_submit():
        return _reply_page(form, topic, viewer)
    try:
        return publish_once(viewer, form.once.data, lambda: _replied(viewer, topic_id, form))
    except Invalid as error:
        form.refuse(error)
        return _reply_page(form, get_topic_for(viewer, topic_id), viewer)


@blueprint.get("/posts/<int:post_id>/quote")
def quote(post_id: int) -> ResponseReturnValue:
    """Give the Markdown that quotes a post, for the editor."""
    post = _shown_post(current_viewer(), post_id)
    return private(Response(quote_of(post), mimetype="text/plain"))


def _replied(viewer: Viewer, topic_id: int, form: ReplyForm) -> int:
    topic = get_topic_for(viewer, topic_id)
    require_reply(topic, viewer)
    text = prepare_text(
        form.body.data or "", read_level=topic.read_level, usual=usual_language(viewer.id, topic.language)
    )
    with write_transaction():
        topic = get_topic_for(viewer, topic_id)
        answered = _shown_post(viewer, form.reply_to.data) if form.reply_to.data else None
        discard_draft(viewer, f"reply:{topic_id}")
        if (post := _said_elsewhere(topic, text, viewer, request.form.get("once"), answered)) is not None:
            flash(_("You have sent this already: it stands here once."), "info")
            return post.id
        post = reply(
            topic, source=text, author=viewer, now=clock.now(), reply_to=answered, once=form.once.data
        )
    return _told(post)


def _said_elsewhere(
    topic: Topic, text: Prepared, viewer: Viewer, once: str | None, answered: Post | None
) -> Post | None:
    """Return what another form has sent of the same draft: it went out while this one was open, or was opening."""
    since = stamped_at(once or "", viewer.id)
    if since is None:
        return None
    return said_since(topic, text, author=viewer, since=since - STILL_OPENING, reply_to=answered)


def _reply_page(form: ReplyForm, topic: Topic, viewer: Viewer, *, drafted: bool = False) -> Response:
    answered = _answered(form, topic)
    form.reply_to.data, form.reply_to.raw_data = answered.id if answered else None, None
    template = "discussions/_reply.html" if wants_fragment() else "discussions/reply.html"
    page = render_template(
        template,
        form=form,
        topic=topic,
        title=topic.title if topic.title_visible_to(viewer) else _("A topic that was hidden"),
        answered=answered,
        answered_by=person_of(answered.author_id) if answered else None,
        place=f"reply:{topic.id}",
        drafted=drafted,
        mentions=_mentions(),
        here=_here(url_for("posting.new_reply", topic_id=topic.id)),
        cancel_href=url_for("discussions.topic", topic_id=topic.id),
        preview=preview_of(form, topic.read_level),
    )
    return _page(page, failed=bool(form.errors))


def _answered(form: ReplyForm, topic: Topic) -> Post | None:
    """Return the post that is answered in particular; None when it is gone, hidden, or in another topic by now."""
    post = db.session.get(Post, form.reply_to.data) if form.reply_to.data else None
    if post is None or post.topic_id != topic.id or post.state != PostState.VISIBLE:
        return None
    return post


def _shown_post(viewer: Viewer, post_id: int) -> Post:
    """Return a post whose words everybody in its topic reads.

    Raises:
        NotAllowed: for others, although the viewer may read them: they are not to be quoted or answered.
    """
    post = get_post_for(viewer, post_id)
    if post.state != PostState.VISIBLE:
        raise NotAllowed(_("This post is not shown."))
    return post


def _elsewhere() -> list[TopicKind]:
    """Return the kinds that bring their own form, as far as this writer may begin one."""
    allowed = as_member(current_viewer()).permissions
    return [kind for kind in kinds_in_order() if kind.compose is not None and kind.permission in allowed]


def _mentions() -> str | None:
    """Return where the editor completes names; guests do not search among members."""
    return url_for("mentions.mentions") if current_viewer().is_authenticated else None


def _here(otherwise: str) -> str:
    """Return the address to which a guest comes back after signing in."""
    return request.full_path.rstrip("?") if request.method == "GET" else otherwise


def _told(post: Post) -> int:
    if post.state == PostState.HELD:
        flash(_("Thank you. A moderator looks at it before others see it."), "info")
    return post.id


def _page(page: str, *, failed: bool) -> Response:
    answer = make_response(page, 422 if failed else 200)
    return private(answer)
