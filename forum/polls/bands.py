"""The coarse bands that a ballot carries: taken when it is cast, frozen, and made coarser still when it is sealed.

They come from the registry of member attributes. A ballot keeps them as one canonical text, `{"activity":"reads",…}`,
so that equal ones are equal and the database can count them; who is in no band of an attribute has no entry for it.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from functools import lru_cache

from sqlalchemy import bindparam, func, select, update

from forum.accounts.models import Member
from forum.core.database import AnySelect, db
from forum.core.member_attributes import UNKNOWN_BAND, attributes_on_ballots
from forum.core.reading import MOMENT, distances_in, fetch, moments
from forum.polls.models import Ballot

FEWEST_ALIKE = 5
"""Fewer voters than this in a band are told by it in a small community: such bands are given up at sealing."""


def bands_of(member_ids: Sequence[int], now: datetime) -> dict[int, str]:
    """Return the bands of members as their ballots carry them, by the number of the member."""
    attributes = attributes_on_ballots()
    if not attributes:
        return dict.fromkeys(member_ids, "{}")
    keys = tuple(each.key for each in attributes)
    statement, distances = _bands_statement(
        keys, tuple(None if each.found else tuple(each.bands()) for each in attributes)
    )
    rows = fetch(statement, member_ids=sorted(member_ids), **moments(distances, now))
    return {row[0]: written(dict(zip(keys, row[1:], strict=True))) for row in rows}


@lru_cache(maxsize=4)
def _bands_statement(
    keys: tuple[str, ...], tried: tuple[tuple[str, ...] | None, ...]
) -> tuple[AnySelect, tuple[int, ...]]:
    """Return the statement for the bands of members, which tries `tried`, and its distances from the moment.

    Building it costs ten times what it takes.
    """
    found = {each.key: each.band_of(Member.id, MOMENT) for each in attributes_on_ballots()}
    bands = [found[key].label(f"band_{place}") for place, key in enumerate(keys)]
    statement = select(Member.id, *bands).where(Member.id.in_(bindparam("member_ids", expanding=True)))
    return statement, distances_in(statement)


def written(bands: Mapping[str, str]) -> str:
    """Return bands as one text; equal bands give equal texts."""
    known = {key: band for key, band in bands.items() if band != UNKNOWN_BAND}
    return json.dumps(known, separators=(",", ":"), sort_keys=True)


def merge_rare_bands(poll_id: int) -> None:
    """Take from the ballots of a poll the bands that fewer than five of them carry.

    Whoever knows the members could else tell from a rare band whose ballot it is. Where those left without a band of
    an attribute would themselves be fewer than five, the smallest band that is left goes with them.
    """
    counted = select(Ballot.bands, func.count()).where(Ballot.poll_id == poll_id).group_by(Ballot.bands)
    found: dict[str, tuple[Mapping[str, str], int]] = {
        text: (json.loads(text), ballots) for text, ballots in db.session.execute(counted)
    }
    gone = set(_rare(found.values()))
    for text, (bands, _ballots) in found.items():
        kept = {key: band for key, band in bands.items() if (key, band) not in gone}
        if len(kept) < len(bands):
            db.session.execute(
                update(Ballot)
                .where(Ballot.poll_id == poll_id, Ballot.bands == text)
                .values(bands=written(kept))
                .execution_options(synchronize_session=False)
            )


def _rare(rows: Collection[tuple[Mapping[str, str], int]]) -> Iterator[tuple[str, str]]:
    """Yield attribute and band of what is given up."""
    everybody = sum(ballots for _bands, ballots in rows)
    for key in sorted({key for bands, _ballots in rows for key in bands}):
        sizes: Counter[str] = Counter()
        for bands, ballots in rows:
            if key in bands:
                sizes[bands[key]] += ballots
        without = everybody - sum(sizes.values())
        for band, size in sorted(sizes.items(), key=lambda row: (row[1], row[0])):
            if size >= FEWEST_ALIKE and not 0 < without < FEWEST_ALIKE:
                break
            without += size
            yield key, band
