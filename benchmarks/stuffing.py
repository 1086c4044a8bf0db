"""`python -m benchmarks.stuffing`: are polls noticed in which few people cast many votes, and honest ones left alone?

Honest polls are not tidy: a reminder brings a burst, mobile carriers and families share networks, newcomers come for
the poll alone, a fan calls her friends to vote for her idea. Into some of them a stuffing is planted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

import click

from forum.polls.readout.statistics.bursts import STRETCH, bursts
from forum.polls.readout.statistics.stuffing import FEWEST, Favour, Mark, is_odd, looks_stuffed

DAY = 24 * 60
HOMES = 10**9
CARRIERS = 40


@dataclass(frozen=True, slots=True)
class Vote:
    """One vote as the traces tell of it."""

    minute: int
    network: int
    is_new: bool
    is_silent: bool
    option: int


@dataclass(frozen=True, slots=True)
class Rates:
    """How many polls of each sort there were, and how many were noticed."""

    honest: int
    alarms: int
    stuffed: int
    found: int

    @property
    def recall(self) -> float:
        """Of the stuffed polls, the part that was noticed."""
        return self.found / self.stuffed

    @property
    def false_alarms(self) -> float:
        """Of the honest polls, the part that was noticed as well."""
        return self.alarms / self.honest


def simulate(seed: str, honest: int = 100, stuffed: int = 20) -> Rates:
    """Return what is noticed among `honest` polls and as many others into which a stuffing was planted."""
    chance = Random(seed)
    alarms = sum(_is_noticed(_honest(chance)) for _ in range(honest))
    found = 0
    for turn in range(stuffed):
        votes = _honest(chance)
        votes += _stuffing(chance, votes, STUFFINGS[turn % len(STUFFINGS)])
        found += _is_noticed(votes)
    return Rates(honest, alarms, stuffed, found)


def _is_noticed(votes: Sequence[Vote]) -> bool:
    burst = bursts(Counter(vote.minute // STRETCH for vote in votes))
    networks = Counter(vote.network for vote in votes)
    odd: Counter[int] = Counter()
    others: Counter[int] = Counter()
    for vote in votes:
        marks = (
            Mark.BURST * (vote.minute // STRETCH in burst)
            | Mark.NETWORK * (networks[vote.network] >= FEWEST)
            | Mark.NEW * vote.is_new
            | Mark.SILENT * vote.is_silent
        )
        (odd if is_odd(marks) else others)[vote.option] += 1
    options = sorted(odd.keys() | others.keys())
    favours = [Favour(option, odd[option], others[option]) for option in options]
    return looks_stuffed(odd.total(), others.total(), favours) is not None


def _honest(chance: Random) -> list[Vote]:
    """Return the votes of a poll of one to three weeks: days and nights, reminders, carriers, newcomers, calls."""
    days, size = chance.randint(5, 21), int(60 * 13 ** chance.random())
    appeal = [chance.random() ** 2 + 0.05 for _ in range(chance.randint(3, 8))]
    options = range(len(appeal))
    mobile, newcomers = chance.uniform(0.1, 0.4), chance.uniform(0.02, 0.25)
    carriers = [chance.randrange(CARRIERS) for _ in range(chance.randint(6, CARRIERS))]
    reminders = [0, *(chance.randrange(days) * DAY + chance.randint(9, 20) * 60 for _ in range(2))]
    votes: list[Vote] = []
    while len(votes) < size:
        if chance.random() < 0.3:
            minute = chance.choice(reminders) + int(chance.expovariate(1 / 90))
        else:
            hour = min(23, max(0, int(chance.gauss(16, 5))))
            minute = int(days * chance.random()) * DAY + hour * 60 + chance.randrange(60)
        network = chance.choice(carriers) if chance.random() < mobile else HOMES + chance.randrange(10**8)
        is_new = chance.random() < newcomers
        is_silent = chance.random() < (0.8 if is_new else 0.25)
        option = chance.choices(options, appeal)[0]
        household = 1 + (chance.random() < 0.06)
        votes += [Vote(minute, network, is_new, is_silent, option)] * household
    if chance.random() < 0.15:
        votes += _fans_call(chance, days, carriers, options)
    return votes


def _fans_call(chance: Random, days: int, carriers: Sequence[int], options: Sequence[int]) -> list[Vote]:
    """Return the votes of friends whom somebody asked to vote for one idea: many are new, most do as they are asked."""
    start, wished = chance.randrange(days * DAY), chance.choice(options)
    return [
        Vote(
            start + int(chance.expovariate(1 / 240)),
            chance.choice(carriers) if chance.random() < 0.4 else HOMES + chance.randrange(10**8),
            chance.random() < 0.5,
            chance.random() < 0.6,
            wished if chance.random() < 0.7 else chance.choice(options),
        )
        for _ in range(chance.randint(6, 25))
    ]


@dataclass(frozen=True, slots=True)
class Stuffing:
    """How somebody goes about it: in what time, from how many networks, with accounts made for it or bought."""

    hours: float
    networks: int
    is_new: bool


STUFFINGS = (
    Stuffing(hours=0.5, networks=1, is_new=True),
    Stuffing(hours=2, networks=2, is_new=True),
    Stuffing(hours=96, networks=1, is_new=True),
    Stuffing(hours=0.4, networks=40, is_new=True),
    Stuffing(hours=0.3, networks=1, is_new=False),
)
"""A quick one at home, a slower one, one over days, one by a script behind many addresses, one with bought accounts."""


def _stuffing(chance: Random, votes: Sequence[Vote], how: Stuffing) -> list[Vote]:
    last = max(vote.minute for vote in votes)
    length = int(how.hours * 60)
    start = chance.randrange(max(1, last - length))
    behind = Counter(vote.option for vote in votes).most_common()[-1][0]
    homes = [HOMES + chance.randrange(10**8) for _ in range(how.networks)]
    return [
        Vote(start + chance.randrange(length + 1), chance.choice(homes), how.is_new, True, behind)
        for _ in range(chance.randint(15, 40))
    ]


@click.command()
@click.option("--seed", default="potluck", show_default=True)
@click.option("--honest", default=100, show_default=True)
@click.option("--stuffed", default=20, show_default=True)
@click.option("--runs", default=10, show_default=True, help="Each with its own seed.")
def main(seed: str, honest: int, stuffed: int, runs: int) -> None:
    """Print recall and false alarms."""
    found = [simulate(f"{seed}:{run}", honest, stuffed) for run in range(runs)]
    for run, rates in enumerate(found):
        click.echo(
            f"seed {seed}:{run}: recall {rates.found}/{rates.stuffed}, alarms {rates.alarms}/{rates.honest}"
        )
    recall = sum(rates.found for rates in found) / sum(rates.stuffed for rates in found)
    alarms = sum(rates.alarms for rates in found) / sum(rates.honest for rates in found)
    click.echo(f"recall {recall:.3f} (aim: 0.9 or more), false alarms {alarms:.3f} (aim: 0.02 or fewer)")


if __name__ == "__main__":
    main()
