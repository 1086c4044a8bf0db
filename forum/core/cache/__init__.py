"""What is the same for many, kept for a while: in the memory of each process, or in Redis for all of them.

A cache may forget at any moment, and fails open: when Redis is away, nothing is found and nothing is kept.
"""

from forum.core.cache.access import cache, cache_of, init_app, make_cache, make_counters
from forum.core.cache.interface import Cache, Counters

__all__ = ["Cache", "Counters", "cache", "cache_of", "init_app", "make_cache", "make_counters"]
