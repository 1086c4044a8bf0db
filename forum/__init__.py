"""Potluck: the community forum that a brand runs on its own domain.

This package imports nothing: `forum.factory.create_app` is the top of the house,
and `docs/architecture.md` is its map.
"""
