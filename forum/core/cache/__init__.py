"""What is the same for many, kept for a while: in the memory of each process, or in Redis for all of them.

A cache may forget at any moment, and fails open: when Redis is away, nothing is found and nothing is kept.
"""

from forum.core.cache.access import cache, cache_of, init_app, make_cache
from forum.core.cache.interface import Cache

__all__ = ["Cache", "cache", "cache_of", "init_app", "make_cache"]
