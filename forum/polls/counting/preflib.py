"""Ballots as PrefLib writes them: files of type soc, soi, toc, toi and cat (preflib.org, format of 2022)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from forum.polls.counting.profile import Option, Profile, Ranking

KINDS = ("soc", "soi", "toc", "toi", "cat")
LONGEST_NUMBER = 12
"""Digits of a number of voters, and then some; Python refuses to read thousands."""
NAME = re.compile(r"ALTERNATIVE NAME (\d{1,6})")
GROUP = re.compile(r"\{([\d,\s]*)\}|(\d+)")
STRICT = re.compile(r"\s*\d{1,6}(?:\s*,\s*\d{1,6})*\s*", re.ASCII)
PLACE = r"(?:\{\s*(?:\d{1,6}\s*(?:,\s*\d{1,6}\s*)*)?\}|\d{1,6})"
WELL_FORMED = re.compile(rf"\s*{PLACE}(?:\s*,\s*{PLACE})*\s*", re.ASCII)

T = TypeVar("T")


class BadFile(ValueError):
    """A line that cannot be read; says which and why."""


@dataclass(frozen=True, slots=True)
class Election:
    """One file: its title, the names of its options, and its ballots."""

    title: str
    kind: str
    names: dict[Option, str]
    profile: Profile

    @property
    def voters(self) -> int:
        """How many ballots there are."""
        return self.profile.voters

    def approvals(self) -> dict[tuple[Option, ...], int]:
        """Return each ballot as the options that it approves.

        In a file of categories that is the first one. A complete order with ties is how PrefLib stores approval
        ballots, the last group being those not approved, unless it is the only one. Elsewhere all that are listed
        count as approved.
        """
        found: Counter[tuple[Option, ...]] = Counter()
        for ranking, voters in self.profile.ballots.items():
            approved = ranking
            if self.kind == "cat":
                approved = ranking[:1]
            elif self.kind == "toc":
                approved = ranking[:-1] or ranking
            found[tuple(sorted(option for group in approved for option in group))] += voters
        return dict(found)


def read_election(lines: Iterable[str], kind: str) -> Election:
    """Return what a file holds.

    Args:
        lines: its lines.
        kind: how its name ends, one of `KINDS`.

    Raises:
        BadFile: with the number of the line that cannot be read, and why.
    """
    if kind not in KINDS:
        raise BadFile(f"“.{kind}” is none of " + ", ".join(f".{each}" for each in KINDS))
    title, names, ballots = read_form(lines, _ballot)
    return Election(title, kind, names, Profile(tuple(sorted(names)), ballots))


def read_form(
    lines: Iterable[str], parse: Callable[[str, int, dict[Option, str]], T]
) -> tuple[str, dict[Option, str], dict[T, int]]:
    """Return title, names and ballots of a file of this form, whatever stands in it.

    Args:
        lines: its lines.
        parse: is told what follows the number of voters, the number of the line, and the names.

    Raises:
        BadFile: with the number of the line that cannot be read, and why.
    """
    title, names, ballots = "", dict[Option, str](), Counter[T]()
    for number, line in enumerate(lines, start=1):
        if line.startswith("#"):
            key, _, value = line[1:].partition(":")
            if key.strip() == "TITLE":
                title = value.strip()
            elif found := NAME.fullmatch(key.strip()):
                names[int(found[1])] = value.strip()
        elif line.strip():
            voters, _, rest = line.partition(":")
            count = voters.strip()
            if not (count.isdecimal() and count.isascii() and len(count) <= LONGEST_NUMBER):
                raise BadFile(f"line {number}: a ballot begins with the number of its voters and a colon")
            ballots[parse(rest, number, names)] += int(count)
    if not names:
        raise BadFile("no line “# ALTERNATIVE NAME n: …” names an option")
    return title, names, dict(ballots)


def _ballot(groups: str, number: int, names: dict[Option, str]) -> Ranking:
    if STRICT.fullmatch(groups):
        return _without_faults(tuple((int(option),) for option in groups.split(",")), number, names)
    if groups.strip() and not WELL_FORMED.fullmatch(groups):
        raise BadFile(f"line {number}: “{groups.strip()[:60]}” is no order such as 3,{{1,2}},4")
    ranking = tuple(
        tuple(int(option) for option in (found[1] or found[2] or "").split(",") if option.strip())
        for found in GROUP.finditer(groups)
    )
    return _without_faults(ranking, number, names)


def _without_faults(ranking: Ranking, number: int, names: dict[Option, str]) -> Ranking:
    listed = [option for group in ranking for option in group]
    if strange := [option for option in listed if option not in names]:
        raise BadFile(f"line {number}: there is no option {strange[0]}")
    if len(set(listed)) < len(listed):
        raise BadFile(f"line {number}: an option stands there twice")
    return ranking


def write_election(election: Election) -> str:
    """Return the election as a file of its kind, most frequent ballots first: equal elections give equal bytes."""
    profile = election.profile
    rows = sorted(profile.ballots.items(), key=lambda row: (-row[1], row[0]))
    return write_form(
        election.title,
        election.kind,
        election.names,
        [(_written(ranking), voters) for ranking, voters in rows],
    )


def write_form(title: str, kind: str, names: Mapping[Option, str], rows: Sequence[tuple[str, int]]) -> str:
    """Return a file of this form: a head, then ballots as they are written, each with the number of its voters."""
    head = [
        f"# TITLE: {title}",
        f"# DATA TYPE: {kind}",
        f"# NUMBER ALTERNATIVES: {len(names)}",
        f"# NUMBER VOTERS: {sum(voters for _ballot, voters in rows)}",
        f"# NUMBER UNIQUE ORDERS: {len(rows)}",
        *(f"# ALTERNATIVE NAME {option}: {name}" for option, name in sorted(names.items())),
    ]
    return "\n".join([*head, *(f"{voters}: {ballot}" for ballot, voters in rows)]) + "\n"


def _written(ranking: Ranking) -> str:
    return ",".join(
        str(group[0]) if len(group) == 1 else "{" + ",".join(map(str, group)) + "}" for group in ranking
    )
