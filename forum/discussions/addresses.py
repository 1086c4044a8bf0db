"""Where things are found. Addresses are found by number; the words in them only help people."""

from __future__ import annotations

from forum.core.pagination import page_of

UNREADABLE_SLUG = "topic"
"""Stands for the words of a title that the viewer may not read."""


def topic_address(topic_id: int, slug: str, page: int = 1) -> str:
    """Return the address of a page of a topic."""
    return f"/topics/{topic_id}/{slug}" + (f"?page={page}" if page > 1 else "")


def place_address(topic_id: int, slug: str, number: int) -> str:
    """Return the address at which the post `number` stands within its topic's page."""
    return f"{topic_address(topic_id, slug, page_of(number))}#post-{number}"


def post_address(post_id: int) -> str:
    """Return the lasting address of a post: it leads to wherever the post stands."""
    return f"/posts/{post_id}"


def category_address(slug: str) -> str:
    """Return the address of a category."""
    return f"/categories/{slug}"


def tag_address(slug: str) -> str:
    """Return the address of a tag."""
    return f"/tags/{slug}"


def member_address(handle: str) -> str:
    """Return the address of a member's page. Handles need no escaping: see `forum.accounts.names`."""
    return f"/members/{handle}"
