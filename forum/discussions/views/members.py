"""What a member began and wrote: two pages, and their beginnings on the member's own page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from forum.accounts.models import Member
from forum.accounts.policy import get_member_for
from forum.core.http import private
from forum.core.policy import Viewer
from forum.core.viewing import current_viewer
from forum.discussions.queries.member_posts import PostExtract, posts_by
from forum.discussions.queries.people import handles
from forum.discussions.queries.reading import mark_unread
from forum.discussions.queries.topic_lists import topics_by
from forum.discussions.queries.topic_rows import TopicRow
from forum.discussions.views.blueprint import asked_mark, blueprint
from forum.discussions.views.lists import older_address

SHOWN_ON_PROFILE = 5


@dataclass(frozen=True)
class Beginnings:
    """The latest of what a member began and wrote."""

    handle: str
    topics: Sequence[TopicRow]
    posts: Sequence[PostExtract]


def load_beginnings(viewer: Viewer, member_ids: Sequence[int]) -> Mapping[int, Beginnings]:
    """For profiles: the latest of what each member, in practice one, began and wrote."""
    return {
        id: Beginnings(
            handle,
            topics_by(viewer, id, size=SHOWN_ON_PROFILE).items,
            posts_by(viewer, id, size=SHOWN_ON_PROFILE).items,
        )
        for id, handle in handles(member_ids).items()
    }


@blueprint.get("/members/<handle>/topics")
def topics_of_member(handle: str) -> ResponseReturnValue:
    """List what a member began."""
    viewer = current_viewer()
    member = get_member_for(viewer, handle)
    if member.handle != handle:
        return redirect(url_for("discussions.topics_of_member", handle=member.handle), 301)
    page = topics_by(viewer, member.id, asked_mark())
    mark_unread(viewer, page.items)
    here = url_for("discussions.topics_of_member", handle=handle)
    return _answer(
        "discussions/member_topics.html", member, here, older_address(here, page.older), rows=page.items
    )


@blueprint.get("/members/<handle>/posts")
def posts_of_member(handle: str) -> ResponseReturnValue:
    """List what a member wrote."""
    viewer = current_viewer()
    member = get_member_for(viewer, handle)
    if member.handle != handle:
        return redirect(url_for("discussions.posts_of_member", handle=member.handle), 301)
    page = posts_by(viewer, member.id, asked_mark())
    here = url_for("discussions.posts_of_member", handle=handle)
    return _answer(
        "discussions/member_posts.html", member, here, older_address(here, page.older), posts=page.items
    )


def _answer(
    template: str, member: Member, here: str, older_href: str | None, **shown: Sequence[object]
) -> ResponseReturnValue:
    pages = ((_("Topics"), "topics_of_member"), (_("Posts"), "posts_of_member"))
    addresses = [
        (label, url_for(f"discussions.{endpoint}", handle=member.handle)) for label, endpoint in pages
    ]
    page = render_template(
        template,
        member=member,
        tabs=[(label, address, address == here) for label, address in addresses],
        first_href=here if asked_mark() else None,
        older_href=older_href,
        **shown,
    )
    answer = make_response(page)
    return private(answer) if current_viewer().is_authenticated else answer
