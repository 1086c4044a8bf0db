"""Filters with which templates of this room print names and numbers."""

from __future__ import annotations

from flask import Flask
from flask_babel import format_decimal

from forum.recipes.ingredient_texts import print_quantity
from forum.recipes.labels import allergen_name, diet_name, difficulty_name


def decimal(number: float, digits: int = 1) -> str:
    """Return a number with that many decimals, as the reader's language writes it."""
    return str(format_decimal(number, format="0." + "0" * digits))


def init_app(app: Flask) -> None:
    """Let templates print them."""
    app.add_template_filter(decimal)
    app.add_template_filter(print_quantity, "quantity")
    app.add_template_filter(diet_name)
    app.add_template_filter(allergen_name)
    app.jinja_env.globals["difficulty_name"] = difficulty_name
