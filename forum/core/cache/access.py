"""The cache of an application, as CACHE_URL chooses it."""

from __future__ import annotations

from typing import cast

from flask import Flask, current_app
from werkzeug.local import LocalProxy

from config import Config
from forum.core.cache.interface import Cache
from forum.core.cache.memory import MemoryCache
from forum.core.cache.shared import RedisCache

EXTENSION = "potluck.cache"


def make_cache(url: str) -> Cache:
    """Return the cache that `url` names."""
    return MemoryCache() if url == "memory:" else RedisCache(url)


def cache_of(app: Flask) -> Cache:
    """Return the cache of `app`, for what stands before it."""
    return cast("Cache", app.extensions[EXTENSION])


def init_app(app: Flask, config: Config) -> None:
    """Give `app` its cache."""
    app.extensions[EXTENSION] = make_cache(config.cache_url)
    app.extensions.setdefault("potluck.forget", []).append(app.extensions[EXTENSION].clear)


cache: Cache = cast("Cache", LocalProxy(lambda: cache_of(current_app)))
"""The cache of the current application."""
