"""Enters recipes, and what the brand defines beside them, among the kinds of topic."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from flask import Flask
from flask_babel import lazy_gettext as _l

from forum.core.kinds import TopicKind, kinds
from forum.recipes.creation_kinds import RECIPE, creation_kinds
from forum.recipes.listeners import rewrite_creation
from forum.recipes.page import creation_detail


def edit_address(topic_id: int) -> str:
    """Return where a creation is changed."""
    return f"/recipes/{topic_id}/edit"


def compose_address(key: str) -> str:
    """Return where a creation of the kind `key` is begun."""
    return "/recipes/new" if key == RECIPE else f"/recipes/new?kind={key}"


RECIPE_KIND = TopicKind(
    RECIPE,
    name=_l("Recipe"),
    start=_l("Write a recipe"),
    icon="pot",
    compose=compose_address(RECIPE),
    edit=edit_address,
    detail=creation_detail,
    rewrite=rewrite_creation,
    stylesheets=("recipes",),
    modules=("recipe",),
    order=30,
)


def defined_kinds() -> Sequence[TopicKind]:
    """Return the kinds of creation that the brand has defined, as kinds of topic."""
    return [
        replace(
            RECIPE_KIND,
            key=kind.key,
            name=kind.word("names"),
            start=kind.word("start"),
            icon=kind.icon,
            compose=compose_address(kind.key),
            order=31,
        )
        for kind in creation_kinds()
        if kind.key != RECIPE
    ]


def init_app(app: Flask) -> None:
    """Enter the recipe, and ask for what the brand defines."""
    kinds.add(app, RECIPE, RECIPE_KIND)
    kinds.add_source(app, "creations", defined_kinds)
