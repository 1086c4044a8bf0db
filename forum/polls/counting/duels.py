"""Ranking options that were compared two at a time: the model of Bradley and Terry (1952).

Every option has a strength p, and beats another with probability p / (p + q). The strengths are the most likely ones,
found by Hunter's minorisation–maximisation ("MM algorithms for generalized Bradley–Terry models", 2004). Each voter's
answers weigh one vote in total. Every option begins with half a win and half a defeat against an average option: so
one lucky answer does not lead a list of hundreds, and there is an answer for options that never lost. Intervals are
those of the likelihood's curvature, corrected for answers of one voter being alike (the sandwich of Huber, 1967, by
voters). Strengths compare only what is connected by comparisons; where it falls apart, each part is a group.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import exp, log, sqrt
from operator import mul

from forum.polls.counting.matrices import inverse
from forum.polls.counting.profile import Option, Tally

Comparison = tuple[Option, Option, float]
"""Two options and how much of the win is the first one's: 1, or ½ where the voter called them alike."""
Comparisons = Mapping[tuple[Comparison, ...], int]
"""What voters answered, and how many of them just so."""

PRIOR = 1.0
"""How many answers against an average option every option begins with, half of them won."""
CLOSE = 1e-10
"""The strengths stand when no logarithm moves by more in one turn."""
MOST_TURNS = 5_000
EQUAL = 1e-6
"""Strengths whose logarithms differ by less are tied."""
EXACT = 150
"""With more options than this, what other pairs say about a pair's variance is left out: it is little by then."""
MOST_EXACT = 20_000
"""With more different ballots than this, as well."""
NORMAL_95 = 1.959964
"""The standard normal's 97.5 per cent point."""


@dataclass(frozen=True, slots=True)
class Duels:
    """The tally, whose scores are logarithms of strengths (0 is average), and how sure they are."""

    tally: Tally
    errors: Mapping[Option, float]
    """Standard errors of the scores; none where fewer than two voters answered."""
    level: tuple[Option, ...]
    """Options that cannot be told from the first one, the difference being within its 95 per cent."""
    compared: Mapping[Option, int]
    won: Mapping[Option, float]
    groups: tuple[tuple[Option, ...], ...]
    """Options that comparisons connect, the largest group first; those that were never compared are in none."""

    def chance(self, option: Option, errors: float = 0.0) -> float:
        """Return the probability that an option beats an average one, `errors` standard errors up or down."""
        score = float(self.tally.scores[option]) + errors * self.errors.get(option, 0.0)
        return _chance(score)


def count_duels(
    options: Sequence[Option],
    ballots: Comparisons,
    *,
    prior: float = PRIOR,
    start: Mapping[Option, float] | None = None,
    most_turns: int = MOST_TURNS,
) -> Duels:
    """Rank options by the strengths that make the voters' answers most likely.

    Args:
        options: every option, compared or not.
        ballots: from voters; each has an answer at least.
        prior: see `PRIOR`; 0 only where every option has both won and lost within one group.
        start: scores to begin with, where some are known.
        most_turns: how long the strengths are improved at most.
    """
    places = {option: place for place, option in enumerate(options)}
    field = _Field(len(options), prior)
    for answers, voters in ballots.items():
        field.enter([(places[one], places[other], share) for one, other, share in answers], voters)
    field.weigh()
    scores = field.solve([(start or {}).get(option, 0.0) for option in options], most_turns)
    groups = field.groups()
    winners: list[Option] = []
    for group in groups:
        best = max(scores[place] for place in group)
        winners += [options[place] for place in group if scores[place] >= best - EQUAL]
    errors, level = _certainty(field, scores, groups)
    return Duels(
        Tally(
            "bradley-terry",
            tuple(sorted(winners)),
            {option: Fraction(round(scores[places[option]] * 10**6), 10**6) for option in options},
        ),
        {options[place]: error for place, error in errors.items()},
        tuple(sorted(options[place] for place in level)),
        {option: field.compared[places[option]] for option in options},
        {option: field.won[places[option]] for option in options},
        tuple(tuple(options[place] for place in group) for group in groups),
    )


class _Field:
    """All answers, by places of options, with the weight of each pair."""

    def __init__(self, size: int, prior: float) -> None:
        self.size, self.prior = size, prior
        self.voters: list[tuple[list[tuple[int, int, float]], int]] = []
        self.compared, self.won = [0] * size, [0.0] * size
        self.wins = [0.0] * size
        self.pairs: dict[tuple[int, int], float] = {}
        self.scale = 1.0

    def enter(self, answers: list[tuple[int, int, float]], voters: int) -> None:
        """Add what some voters answered."""
        self.voters.append((answers, voters))
        for one, other, share in answers:
            self.compared[one] += voters
            self.compared[other] += voters
            self.won[one] += voters * share
            self.won[other] += voters * (1 - share)

    def weigh(self) -> None:
        """Give each voter's answers one vote in total; together all weigh as much as there are answers."""
        people = sum(voters for _answers, voters in self.voters)
        total = sum(len(answers) * voters for answers, voters in self.voters)
        self.scale = total / people if people else 1.0
        for answers, voters in self.voters:
            weight = self.weight_of(answers)
            for one, other, share in answers:
                self.wins[one] += voters * weight * share
                self.wins[other] += voters * weight * (1 - share)
                pair = (one, other) if one < other else (other, one)
                self.pairs[pair] = self.pairs.get(pair, 0.0) + voters * weight

    def weight_of(self, answers: Sequence[object]) -> float:
        """Return what one answer of a voter weighs who gave these."""
        return self.scale / len(answers)

    def solve(self, scores: list[float], most_turns: int) -> list[float]:
        """Return the logarithms of the strengths (Hunter 2004, equation 3, with an average opponent of strength 1)."""
        strengths = [exp(score) for score in scores]
        wins = [won + self.prior / 2 for won in self.wins]
        pairs = [(one, other, weight) for (one, other), weight in self.pairs.items()]
        played = [self.prior > 0 or compared > 0 for compared in self.compared]
        groups = self.groups()
        for _turn in range(most_turns):
            below = [self.prior / (1 + strength) for strength in strengths]
            for one, other, weight in pairs:
                part = weight / (strengths[one] + strengths[other])
                below[one] += part
                below[other] += part
            better = [
                won / rest if has_played else 1.0
                for won, rest, has_played in zip(wins, below, played, strict=True)
            ]
            if self.prior:
                better = self._levelled(better, groups)
            else:
                middle = exp(sum(map(log, better)) / self.size)
                better = [strength / middle for strength in better]
            moved = max(
                (abs(log(new / old)) for new, old in zip(better, strengths, strict=True)), default=0.0
            )
            strengths = better
            if moved < CLOSE:
                break
        return [log(strength) for strength in strengths]

    @staticmethod
    def _levelled(strengths: list[float], groups: list[list[int]]) -> list[float]:
        """Return strengths with each group raised or lowered as a whole towards where it is likeliest.

        Only the answers against the average option hold that level, and they are few: without this step of Newton's it
        takes a thousand turns to settle where the places among each other take fifty.
        """
        better = list(strengths)
        for group in groups:
            chances = [strengths[place] / (1 + strengths[place]) for place in group]
            bend = sum(chance * (1 - chance) for chance in chances)
            step = sum(0.5 - chance for chance in chances) / bend
            factor = exp(max(-1.0, min(1.0, step)))
            for place in group:
                better[place] = strengths[place] * factor
        return better

    def groups(self) -> list[list[int]]:
        """Return the places that comparisons connect, the largest group first, then by their first option."""
        leader = list(range(self.size))

        def find(place: int) -> int:
            while leader[place] != place:
                leader[place] = leader[leader[place]]
                place = leader[place]
            return place

        for one, other in self.pairs:
            leader[find(one)] = find(other)
        found: dict[int, list[int]] = {}
        for place in range(self.size):
            if self.compared[place]:
                found.setdefault(find(place), []).append(place)
        return sorted(found.values(), key=lambda group: (-len(group), group[0]))


def _certainty(
    field: _Field, scores: list[float], groups: list[list[int]]
) -> tuple[dict[int, float], list[int]]:
    """Return the standard error of each score, and who cannot be told from the first of the largest group."""
    people = sum(voters for _answers, voters in field.voters)
    if people < 2 or not groups:
        return {}, []
    first = max(groups[0], key=lambda place: (scores[place], -place))
    is_exact = field.size <= EXACT and len(field.voters) <= MOST_EXACT
    own, beside = (_exactly if is_exact else _nearly)(field, scores, first)
    more = people / (people - 1)
    errors = {
        place: sqrt(more * max(0.0, own[place])) for place in range(field.size) if field.compared[place]
    }
    level = [
        place
        for place in groups[0]
        if place != first
        and scores[first] - scores[place]
        <= NORMAL_95 * sqrt(more * max(0.0, own[first] + own[place] - 2 * beside[place]))
    ]
    return errors, level


def _exactly(field: _Field, scores: list[float], first: int) -> tuple[list[float], list[float]]:
    """Return the variance of each score and its covariance with the first one's: H⁻¹ B H⁻¹."""
    size = field.size
    curvature = [[0.0 if field.prior else 1.0 / size] * size for _place in range(size)]
    for (one, other), bend in _bends(field, scores):
        curvature[one][other] -= bend
        curvature[other][one] -= bend
    for place, bend in enumerate(_own_bends(field, scores)):
        curvature[place][place] += bend
    spread = [[0.0] * size for _place in range(size)]
    for pushes, voters in _pushes(field, scores):
        for one, push in pushes.items():
            row, part = spread[one], push * voters
            for other, beside in pushes.items():
                row[other] += part * beside
    back = inverse(curvature)
    half = [[sum(map(mul, row, column)) for column in spread] for row in back]
    own = [sum(map(mul, half[place], back[place])) for place in range(size)]
    return own, [sum(map(mul, half[place], back[first])) for place in range(size)]


def _nearly(field: _Field, scores: list[float], first: int) -> tuple[list[float], list[float]]:
    """Return the same, as if the other options' scores were known: each is compared with many."""
    bends = _own_bends(field, scores)
    own, beside = [0.0] * field.size, [0.0] * field.size
    for pushes, voters in _pushes(field, scores):
        ahead = pushes.get(first, 0.0) / bends[first]
        for place, push in pushes.items():
            move = push / bends[place]
            own[place] += voters * move * move
            beside[place] += voters * move * ahead
    return own, beside


def _pushes(field: _Field, scores: list[float]) -> Iterator[tuple[dict[int, float], int]]:
    """Yield how much the answers of a voter say more, or less, for each option than expected, and how many say so."""
    for answers, voters in field.voters:
        weight, pushes = field.weight_of(answers), dict[int, float]()
        for one, other, share in answers:
            surprise = weight * (share - _chance(scores[one] - scores[other]))
            pushes[one] = pushes.get(one, 0.0) + surprise
            pushes[other] = pushes.get(other, 0.0) - surprise
        yield pushes, voters


def _bends(field: _Field, scores: list[float]) -> Iterator[tuple[tuple[int, int], float]]:
    """Yield the curvature that each pair brings."""
    for (one, other), weight in field.pairs.items():
        chance = _chance(scores[one] - scores[other])
        yield (one, other), weight * chance * (1 - chance)


def _own_bends(field: _Field, scores: list[float]) -> list[float]:
    """Return the curvature at each score."""
    chances = map(_chance, scores)
    bends = [field.prior * chance * (1 - chance) for chance in chances]
    for (one, other), bend in _bends(field, scores):
        bends[one] += bend
        bends[other] += bend
    return bends


def _chance(ahead: float) -> float:
    """Return the probability that the stronger by `ahead` wins."""
    return 1 / (1 + exp(-ahead))
