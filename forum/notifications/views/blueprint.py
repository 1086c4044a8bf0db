"""The blueprint of notices."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("notifications", __name__)
