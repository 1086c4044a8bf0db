"""Learning from judged texts: stochastic gradient descent with steps that shrink for what was seen often (AdaGrad).

Duchi, Hazan, Singer: Adaptive Subgradient Methods, JMLR 12 (2011). Two thousand texts take two seconds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from random import Random

from forum.gatekeeping.spam.features import SIZE, features_of
from forum.gatekeeping.spam.model import Model, rounded, squashed

ROUNDS = 10
STEP = 0.2
BIAS_STEP = 0.05
CLEAR_ENOUGH = 0.001
"""An error this small teaches nothing."""
GENTLE_STEP, GENTLE_ENOUGH = 0.05, 0.4
"""The same for a model that knows something already: it learns where it is wrong, and keeps the rest. With the usual
values, 500 ordinary posts made it forget half of the advertising that it knew."""


@dataclass(frozen=True, slots=True)
class Example:
    """A text that was judged."""

    text: str
    is_spam: bool


@dataclass(frozen=True, slots=True)
class Figures:
    """How a model does on texts it was not trained on, when it calls spam what it scores at least `threshold`."""

    threshold: float
    spam: int
    ham: int
    caught: int
    false_alarms: int

    @property
    def precision(self) -> float:
        """Of what it calls spam, the share that is."""
        return self.caught / ((self.caught + self.false_alarms) or 1)

    @property
    def recall(self) -> float:
        """Of the spam, the share that it calls so."""
        return self.caught / (self.spam or 1)

    @property
    def false_alarm_rate(self) -> float:
        """Of what is none, the share that it calls spam."""
        return self.false_alarms / (self.ham or 1)


def learn(examples: Sequence[Example], *, start: Model | None = None, seed: int = 1) -> Model:
    """Return a model that has learnt `examples`, beginning with what `start` knows."""
    weights = [0.0] * SIZE if start is None else [start.scale * weight for weight in start.weights]
    bias = 0.0 if start is None else start.bias
    step, enough = (STEP, CLEAR_ENOUGH) if start is None else (GENTLE_STEP, GENTLE_ENOUGH)
    slopes = [1e-8] * SIZE
    lessons = [(features_of(each.text), float(each.is_spam)) for each in examples]
    lessons = [lesson for lesson in lessons if lesson[0]]
    order = Random(seed)  # noqa: S311 - the order of lessons is no secret
    for _round in range(ROUNDS):
        order.shuffle(lessons)
        for features, wanted in lessons:
            share = 1 / sqrt(len(features))
            error = squashed(bias + share * sum([weights[each] for each in features])) - wanted
            if abs(error) < enough:
                continue
            slope = error * share
            for each in features:
                slopes[each] += slope * slope
                weights[each] -= step * slope / sqrt(slopes[each])
            bias -= BIAS_STEP * error
    return rounded(weights, bias)


def measure(model: Model, examples: Sequence[Example], threshold: float) -> Figures:
    """Return how `model` does on `examples`."""
    called = [(each.is_spam, model.score(each.text) >= threshold) for each in examples]
    return Figures(
        threshold,
        spam=sum(is_spam for is_spam, _ in called),
        ham=sum(not is_spam for is_spam, _ in called),
        caught=sum(is_spam and so_called for is_spam, so_called in called),
        false_alarms=sum(not is_spam and so_called for is_spam, so_called in called),
    )


def split(
    examples: Sequence[Example], *, held_back: float = 0.3, seed: int = 5
) -> tuple[list[Example], list[Example]]:
    """Return examples to learn and examples to measure with; texts alike but for blanks and capitals stay together."""
    groups: dict[str, list[Example]] = {}
    for each in examples:
        groups.setdefault(" ".join(each.text.casefold().split()), []).append(each)
    keys = sorted(groups)
    Random(seed).shuffle(keys)  # noqa: S311 - a split that comes out the same each time
    cut = round(len(keys) * (1 - held_back))
    return [groups[key][0] for key in keys[:cut]], [groups[key][0] for key in keys[cut:]]
