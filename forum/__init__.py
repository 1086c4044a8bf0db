"""Potluck: the community forum that a brand runs on its own domain.

This package imports nothing of its own: `forum.factory.create_app` is the top of the house,
and `docs/architecture.md` is its map.
"""

from __future__ import annotations

import gc

gc.set_threshold(50_000, 10, 10)
"""Python looks for circles of garbage each time 700 more things are there. A start makes half a million that all stay:
looking them through again and again was a fifth of it, and some of every test and every long request."""
