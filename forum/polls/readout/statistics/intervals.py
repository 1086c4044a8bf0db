"""Wilson's interval for a share."""

from __future__ import annotations

from math import sqrt

Z_95 = 1.959963984540054
"""The 97.5 % point of the normal distribution: 2.5 % lie beyond it on either side."""


def wilson(count: int, total: int, z: float = Z_95) -> tuple[float, float]:
    """Return the ends of the score interval for a share: those true shares that `count` of `total` does not refute.

    Source: Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22 (1927);
    recommended by Brown, Cai and DasGupta, "Interval estimation for a binomial proportion", Statistical Science 16
    (2001). Without continuity correction.

    Raises:
        ValueError: without anybody there is no share.
    """
    if total <= 0 or not 0 <= count <= total:
        raise ValueError(f"{count} of {total} is no share")
    share = count / total
    spread = z * z / total
    middle = (share + spread / 2) / (1 + spread)
    reach = z * sqrt(share * (1 - share) / total + spread / (4 * total)) / (1 + spread)
    return max(0.0, middle - reach), min(1.0, middle + reach)
