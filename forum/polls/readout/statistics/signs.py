"""The sign test: would a coin, thrown for each voter who prefers one of two, divide them as unevenly?

The same arithmetic serves the two leaders of a choice (how many voted for each), two approvals of the same voters
(McNemar's exact test: who approves one but not the other), and any pair whose voters each take one side.
"""

from __future__ import annotations

from math import exp, lgamma, log

NEGLIGIBLE = 1e-17


def sign_test(for_one: int, for_other: int) -> float:
    """Return the exact two-sided probability of a division at least as uneven, when both sides are equally likely.

    Twice the smaller tail of the binomial distribution with p = 1/2, at most 1: the distribution is symmetric.

    Sources: Conover, *Practical Nonparametric Statistics*, 3rd ed. 1999, section 3.4 (sign test) and 3.5 (McNemar).
    That the two first are compared after looking leaves this two-sided test valid for one choice: Hung and Fithian,
    "Rank verification for exponential families", Annals of Statistics 47 (2019).
    """
    trials = for_one + for_other
    smaller = min(for_one, for_other)
    if 2 * smaller == trials:
        return 1.0
    term = exp(lgamma(trials + 1) - lgamma(smaller + 1) - lgamma(trials - smaller + 1) - trials * log(2))
    tail, k = 0.0, smaller
    while k >= 0 and term > NEGLIGIBLE * tail:
        tail += term
        term *= k / (trials - k + 1)
        k -= 1
    return min(1.0, 2 * tail)
