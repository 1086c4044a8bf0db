"""From an address that somebody copied to the post or profile that it means."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from flask import current_app
from flask_babel import gettext as _
from sqlalchemy import select

from forum.accounts.models import Member
from forum.accounts.policy import get_member_for
from forum.core.database import db
from forum.core.policy import Invalid, NotAllowed, NotFound, Viewer
from forum.discussions.models import Post, PostUpload
from forum.discussions.policy import get_post_for
from forum.uploads.models import Upload

POST = re.compile(r"/posts/(\d{1,9})(?:/.*)?")
NUMBERED = re.compile(r"/topics/(\d{1,9})/posts/(\d{1,9})")
TOPIC = re.compile(r"/topics/(\d{1,9})(?:/[^/]*)?")
IN_PAGE = re.compile(r"post-(\d{1,9})")
MEMBER = re.compile(r"/members/([^/]{1,60})(?:/.*)?")
PICTURE = re.compile(r"/uploads/([\w-]{1,40})(?:/.*)?")


def find_place(address: str, viewer: Viewer) -> Post | Member:
    """Return the post or member that `address` means; of a picture the post that shows it.

    What is not there and what the viewer may not read are answered alike, so that nobody learns what exists.

    Raises:
        Invalid: when it means nothing that can be read here.
    """
    try:
        found = _find(address.strip(), viewer)
    except (NotFound, NotAllowed):
        found = None
    if found is None:
        message = _("There is nothing at this address that can be read here. Copy it from your browser.")
        raise Invalid(message, field="address")
    return found


def _find(address: str, viewer: Viewer) -> Post | Member | None:
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    own = urlsplit(current_app.config["PUBLIC_URL"])
    if parts.netloc and parts.netloc.lower() != own.netloc.lower():
        return None
    if matched := MEMBER.fullmatch(parts.path):
        return get_member_for(viewer, matched[1])
    post_id = _post_id(parts.path, parts.fragment)
    return get_post_for(viewer, post_id) if post_id is not None else None


def _post_id(path: str, fragment: str) -> int | None:
    if matched := POST.fullmatch(path):
        return int(matched[1])
    if matched := NUMBERED.fullmatch(path):
        return _numbered(int(matched[1]), int(matched[2]))
    if matched := TOPIC.fullmatch(path):
        in_page = IN_PAGE.fullmatch(fragment)
        return _numbered(int(matched[1]), int(in_page[1]) if in_page else 1)
    if matched := PICTURE.fullmatch(path):
        shown = select(PostUpload.post_id).join(Upload, Upload.id == PostUpload.upload_id)
        return db.session.scalar(shown.where(Upload.key == matched[1]).order_by(PostUpload.post_id).limit(1))
    return None


def _numbered(topic_id: int, number: int) -> int | None:
    return db.session.scalar(select(Post.id).where(Post.topic_id == topic_id, Post.number == number))
