"""Enters likes and bookmarks into the application."""

from __future__ import annotations

from flask import Flask
from sqlalchemy import func, select

from forum.accounts.models import Member
from forum.core.counters import Counter, register_counter
from forum.core.personal_data import register_personal_data
from forum.core.slots import Slot, fill
from forum.discussions.models import Post, PostState, Topic
from forum.reactions import listeners, notices, personal
from forum.reactions.models import Like
from forum.reactions.queries import load_reactions
from forum.reactions.views import blueprint


def init_app(app: Flask) -> None:
    """Register views, the buttons under each post, listeners, counters and personal data."""
    app.register_blueprint(blueprint)
    fill(
        app,
        Slot(
            "post.actions", "reactions", "reactions/post_actions.html", load_reactions, order=10, plain=True
        ),
    )
    listeners.init_app(app)
    notices.init_app(app)
    register_personal_data(app, "reactions", export=personal.export, erase=personal.erase)
    _register_counters(app)


def _register_counters(app: Flask) -> None:
    likes = select(func.count()).select_from(Like)
    standing = select(func.coalesce(func.sum(Post.like_count), 0)).where(Post.state == PostState.VISIBLE)
    register_counter(app, Counter(Post.like_count, likes.where(Like.post_id == Post.id)))
    register_counter(app, Counter(Topic.like_count, standing.where(Post.topic_id == Topic.id)))
    register_counter(app, Counter(Member.likes_given, likes.where(Like.member_id == Member.id)))
    register_counter(app, Counter(Member.likes_received, standing.where(Post.author_id == Member.id)))
