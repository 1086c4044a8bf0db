"""What a member wants to hear of: topics, categories, tags and members, each with its own `…/following`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask import Blueprint, flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from forum.accounts.policy import get_member_for
from forum.accounts.views.guards import sign_in_required
from forum.core.clock import clock
from forum.core.database import write_transaction
from forum.core.http import private, wants_fragment
from forum.core.i18n import localized
from forum.core.limits import limit_write
from forum.core.policy import Viewer
from forum.core.viewing import current_viewer
from forum.discussions.addresses import category_address, member_address
from forum.discussions.forms import FollowingForm
from forum.discussions.models import FollowMode, FollowTarget
from forum.discussions.operations.followings import block, follow, mute, unfollow
from forum.discussions.policy import get_topic_for
from forum.discussions.queries.categories import shelves
from forum.discussions.queries.followings import FollowControl, FollowedRow, followed_by, mode_of
from forum.discussions.queries.tags import tag_named

blueprint = Blueprint("following", __name__)


@dataclass(frozen=True, slots=True)
class Followed:
    """A thing that can be followed, fetched through the viewer. `href` is where it is."""

    target: FollowTarget
    id: int
    name: str
    href: str


def _topic(viewer: Viewer, key: str) -> Followed:
    topic = get_topic_for(viewer, int(key))
    name = topic.title if topic.title_visible_to(viewer) else _("A topic that was hidden")
    return Followed(FollowTarget.TOPIC, topic.id, name, url_for("discussions.topic", topic_id=topic.id))


def _category(viewer: Viewer, key: str) -> Followed:
    shelf = shelves().named(viewer, key)
    return Followed(FollowTarget.CATEGORY, shelf.id, localized(shelf.names), category_address(shelf.slug))


def _tag(viewer: Viewer, key: str) -> Followed:
    tag = tag_named(viewer, key)
    return Followed(FollowTarget.TAG, tag.id, tag.label, tag.href)


def _member(viewer: Viewer, key: str) -> Followed:
    member = get_member_for(viewer, key)
    return Followed(FollowTarget.MEMBER, member.id, member.name, member_address(member.handle))


FETCH: dict[str, Callable[[Viewer, str], Followed]] = {
    "topics": _topic,
    "categories": _category,
    "tags": _tag,
    "members": _member,
}


@blueprint.route("/topics/<int:key>/following", defaults={"kind": "topics"}, methods=["GET", "POST"])
@blueprint.route("/categories/<key>/following", defaults={"kind": "categories"}, methods=["GET", "POST"])
@blueprint.route("/tags/<key>/following", defaults={"kind": "tags"}, methods=["GET", "POST"])
@blueprint.route("/members/<key>/following", defaults={"kind": "members"}, methods=["GET", "POST"])
@sign_in_required
@limit_write("like")
def following(kind: str, key: str | int) -> ResponseReturnValue:
    """Choose what to hear of a thing: everything, only what concerns oneself, or nothing."""
    viewer = current_viewer()
    thing = FETCH[kind](viewer, str(key))
    form = FollowingForm()
    if thing.target is FollowTarget.MEMBER:
        form.offer_blocking()
    if not form.validate_on_submit():
        if not form.errors:
            form.mode.data = mode_of(viewer, thing.target, thing.id) or "none"
        page = render_template("discussions/following.html", form=form, thing=thing)
        return private(make_response(page, 422 if form.errors else 200))
    with write_transaction():
        thing = FETCH[kind](viewer, str(key))
        _choose(viewer, thing, form.mode.data)
    if wants_fragment():
        item = FollowControl(thing.target.value, f"/{kind}/{key}/following", form.mode.data)
        return private(
            make_response(render_template("discussions/_follow.html", item=item, id=thing.id, chosen=True))
        )
    flash(_("Your choice is kept."))
    return redirect(thing.href, 303)


@blueprint.get("/following")
@sign_in_required
def everything() -> ResponseReturnValue:
    """Show what this member follows and mutes."""
    page = render_template("discussions/followed.html", groups=_groups(current_viewer()))
    return private(make_response(page))


def _groups(viewer: Viewer) -> list[tuple[str, list[FollowedRow]]]:
    names = {
        FollowTarget.TOPIC: _("Topics"),
        FollowTarget.CATEGORY: _("Categories"),
        FollowTarget.TAG: _("Tags"),
        FollowTarget.MEMBER: _("Members"),
    }
    return [(names[target], rows) for target, rows in followed_by(viewer).items()]


def _choose(viewer: Viewer, thing: Followed, mode: str) -> None:
    if mode == FollowMode.FOLLOW:
        follow(viewer, thing.target, thing.id, now=clock.now())
    elif mode == FollowMode.MUTE:
        mute(viewer, thing.target, thing.id, now=clock.now())
    elif mode == FollowMode.BLOCK:
        block(viewer, thing.id, now=clock.now())
    else:
        unfollow(viewer, thing.target, thing.id)
