"""The blueprint of this room."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("pages", __name__)
