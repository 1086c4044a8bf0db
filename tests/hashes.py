"""Hashes that are quick to make and to check, for tests; members' own are slow on purpose."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache

from flask import Flask
from passlib.hash import argon2

from forum.accounts import passwords
from tests.cast import PASSWORD

QUICK = {"time_cost": 1, "memory_cost": 8, "parallelism": 1}
SLOW_NOBODY = passwords.NOBODYS_HASH


@lru_cache
def password_hash() -> str:
    """Return a quick hash of the cast's password."""
    return str(argon2.using(**QUICK).hash(PASSWORD))


def hash_quickly(app: Flask) -> None:
    """Have `app` make quick hashes, and compare with a quick one for an address that nobody has."""
    security = app.extensions["security"]
    app.extensions.setdefault("test.slow_hashes", security.pwd_context)
    quick = {f"argon2__{name}": value for name, value in QUICK.items()}
    security.pwd_context = app.extensions["test.slow_hashes"].copy(**quick)
    passwords.NOBODYS_HASH = str(argon2.using(**QUICK).hash("nobody's own"))


@contextmanager
def hashing_slowly(app: Flask) -> Iterator[None]:
    """Have `app` hash meanwhile as it does for members."""
    app.extensions["security"].pwd_context = app.extensions["test.slow_hashes"]
    passwords.NOBODYS_HASH = SLOW_NOBODY
    try:
        yield
    finally:
        hash_quickly(app)
