"""Holm's correction: several comparisons, one promise."""

from __future__ import annotations

from collections.abc import Sequence


def holm(probabilities: Sequence[float]) -> list[float]:
    """Return the probabilities corrected so that a false alarm among all of them stays as rare as each one says.

    The smallest is multiplied by how many there are, the next by one less, and so on; none may undercut the one before.

    Source: Holm, "A simple sequentially rejective multiple test procedure", Scandinavian Journal of Statistics 6, 1979.
    """
    corrected = [0.0] * len(probabilities)
    highest = 0.0
    for place, index in enumerate(sorted(range(len(probabilities)), key=lambda each: probabilities[each])):
        highest = max(highest, min(1.0, probabilities[index] * (len(probabilities) - place)))
        corrected[index] = highest
    return corrected
