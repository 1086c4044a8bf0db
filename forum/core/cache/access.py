"""The cache of an application, as CACHE_URL chooses it."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from flask import Flask, current_app
from werkzeug.local import LocalProxy

from config import Config
from forum.core.cache.counters import FileCounters
from forum.core.cache.interface import Cache, Counters
from forum.core.cache.memory import MemoryCache
from forum.core.cache.shared import RedisCache

EXTENSION = "potluck.cache"
COUNTERS = "limits.db"


def make_cache(url: str) -> Cache:
    """Return the cache that `url` names."""
    return MemoryCache() if url == "memory:" else RedisCache(url)


def make_counters(url: str, data_dir: Path) -> Counters:
    """Return counters that all processes share: those of one machine, or with Redis of all."""
    return FileCounters(data_dir / COUNTERS) if url == "memory:" else RedisCache(url)


def cache_of(app: Flask) -> Cache:
    """Return the cache of `app`, for what stands before it."""
    return cast("Cache", app.extensions[EXTENSION])


def init_app(app: Flask, config: Config) -> None:
    """Give `app` its cache."""
    app.extensions[EXTENSION] = make_cache(config.cache_url)
    app.extensions.setdefault("potluck.forget", []).append(app.extensions[EXTENSION].clear)


cache: Cache = cast("Cache", LocalProxy(lambda: cache_of(current_app)))
"""The cache of the current application."""
