"""Potluck: the community forum that a brand runs on its own domain.

This package imports nothing of its own: `forum.factory.create_app` is the top of the house,
and `docs/architecture.md` is its map.
"""

from __future__ import annotations

import gc

gc.set_threshold(50_000, 10, 10)
"""Python looks for circles of garbage each time 700 more things are there. What a start makes stays for good: looking
it through again and again was an eighth of it, and a tenth of the tests."""
