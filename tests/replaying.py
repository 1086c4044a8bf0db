"""Fixtures that are dear to build: built once per house through operations, then put back as rows and files.

    @pytest.fixture
    @replayed
    def spam(cast: SimpleNamespace) -> Post: ...

It is put back only where everything is as it was when it was first built; anywhere else it is built anew. What it gives
are rows, plain values, and lists, tuples or namespaces of them. It sees no moment and no setting but those in its rows.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from inspect import Parameter, signature
from pathlib import Path
from types import SimpleNamespace
from typing import Any, ParamSpec, TypeVar

from sqlalchemy import inspect

from forum.accounts.models import Member
from forum.core.database import db
from tests.houses import FILLED_FOLDERS, House
from tests.rows import Kept

P = ParamSpec("P")
T = TypeVar("T")
PLAIN = (str, int, float, bytes, type(None))


@dataclass(frozen=True)
class _Row:
    """A row that a fixture gave: whoever asks again gets it from the session of their own test."""

    model: type
    identity: Any


@dataclass(frozen=True)
class _Recording:
    """What stood before, what stands afterwards, and what the fixture gave."""

    before: Kept
    after: Kept
    files: Mapping[Path, bytes]
    given: Any


def replayed(build: Callable[P, T]) -> Callable[P, T]:
    """Have `build`, which is to be a fixture, run once per house wherever it begins with the same rows."""
    named = signature(build)

    @wraps(build)
    def give(*args: Any, house: House, **fixtures: Any) -> T:
        if "house" in named.parameters:
            fixtures["house"] = house
        given: T = replay(house, f"{build.__module__}.{build.__qualname__}", lambda: build(*args, **fixtures))
        return given

    wanted = [each for each in named.parameters.values() if each.name != "house"]
    give.__signature__ = named.replace(  # type: ignore[attr-defined]  # by which pytest sees what is asked for
        parameters=[*wanted, Parameter("house", Parameter.KEYWORD_ONLY)]
    )
    return give


def replay(house: House, name: str, build: Callable[[], T]) -> T:
    """Return what `build` gives, with everything in `house` that it builds; `name` tells one builder from another."""
    db.session.rollback()
    before, untouched = house.rows.take(), not _files(house)
    known = house.replays.get(name)
    if known is None or known.before != before or not untouched:
        given = build()
        db.session.rollback()
        if untouched:
            house.replays[name] = _Recording(before, house.rows.take(), _files(house), _packed(given))
        return given
    house.rows.empty()
    house.rows.put(known.after)
    for path, data in known.files.items():
        (house.data_dir / path).parent.mkdir(parents=True, exist_ok=True)
        (house.data_dir / path).write_bytes(data)
    house.forget_what_is_kept()
    db.session.query(Member).all()
    unpacked: T = _unpacked(known.given)
    db.session.commit()  # else the first who writes takes this read back, and with it what the rows know of themselves
    return unpacked


def _files(house: House) -> dict[Path, bytes]:
    """Return all files that a test may leave, by their place in the folder of the house."""
    return {
        file.relative_to(house.data_dir): file.read_bytes()
        for folder in FILLED_FOLDERS
        for file in (house.data_dir / folder).rglob("*")
        if file.is_file()
    }


def _packed(given: Any) -> Any:
    if isinstance(given, db.Model):
        return _Row(type(given), inspect(given).identity)
    if isinstance(given, SimpleNamespace):
        return SimpleNamespace(**{name: _packed(each) for name, each in vars(given).items()})
    if isinstance(given, list | tuple):
        return type(given)(map(_packed, given))
    if isinstance(given, PLAIN):
        return given
    raise TypeError(f"cannot be given again: {given!r}")


def _unpacked(packed: Any) -> Any:
    if isinstance(packed, _Row):
        return db.session.get_one(packed.model, packed.identity)
    if isinstance(packed, SimpleNamespace):
        return SimpleNamespace(**{name: _unpacked(each) for name, each in vars(packed).items()})
    if isinstance(packed, list | tuple):
        return type(packed)(map(_unpacked, packed))
    return packed
