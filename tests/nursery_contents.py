"""What the nursery loads before it forks: every room, and the tables told of each other."""

from __future__ import annotations

from importlib import import_module

from sqlalchemy.orm import configure_mappers

from forum.factory import ROOMS

for name in ROOMS:
    import_module(f"forum.{name}.room")
import_module("forum.serve.opening")
configure_mappers()
