"""Whether something waits to be shown to a member on their very next page, answered with who they are.

A room enters a condition on a member. It becomes part of the one statement that reads the viewer, so that pages of
those for whom nothing waits pay no statement for it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Flask
from sqlalchemy import ColumnElement

from forum.core.registries import Registry

Condition = Callable[[Any], ColumnElement[bool]]
"""Takes the column of the member's number; answers whether something waits for them."""

news: Registry[Condition] = Registry("news")


def register_news(app: Flask, name: str, waits: Condition) -> None:
    """Have `name` among the viewer's `news` whenever `waits` holds for them."""
    news.add(app, name, waits)
