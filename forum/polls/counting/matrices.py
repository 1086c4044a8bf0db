"""The little linear algebra that counting needs."""

from __future__ import annotations


def inverse(matrix: list[list[float]]) -> list[list[float]]:
    """Return the inverse of a symmetric positive definite matrix, by Gauss–Jordan without exchanging rows.

    Such a matrix needs no exchange: every pivot stays positive.
    """
    size = len(matrix)
    rows = [
        [*row, *(1.0 if place == other else 0.0 for other in range(size))] for place, row in enumerate(matrix)
    ]
    for place in range(size):
        pivot = rows[place][place]
        rows[place] = lead = [value / pivot for value in rows[place]]
        for other in range(size):
            factor = rows[other][place]
            if other != place and factor:
                rows[other] = [value - factor * by for value, by in zip(rows[other], lead, strict=True)]
    return [row[size:] for row in rows]
