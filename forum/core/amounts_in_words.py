"""Amounts in sentences, as the reader's language writes them: “at most 2,000”, « 2 000 au plus », „höchstens 2.000“.

    _("Offer %(least)s to %(most)s answers.", least=2, most=2_000)

Every sentence that is put together in Python goes through here. Numbers that name something, such as a year or the
number of a post, have other names than these and stay as they are.
"""

from __future__ import annotations

from typing import Any

from flask_babel import Domain, format_decimal

AMOUNTS = frozenset({"count", "given", "least", "max", "most", "num"})
GROUPED_FROM = 1_000


class GroupedAmount(int):
    """An amount that `%s` writes in groups of thousands, and `%d` as ever."""

    def __str__(self) -> str:
        return str(format_decimal(int(self)))


class WithAmounts(Domain):  # type: ignore[misc]  # Flask-Babel has no types
    """The texts of the interface."""

    def gettext(self, string: str, **variables: Any) -> str:
        """Return the text, translated and filled in."""
        return str(super().gettext(string, **grouped(variables)))

    def ngettext(self, singular: str, plural: str, num: int, **variables: Any) -> str:
        """Return the text for `num` things, translated and filled in."""
        return str(super().ngettext(singular, plural, grouped({"num": num})["num"], **grouped(variables)))


def grouped(variables: dict[str, Any]) -> dict[str, Any]:
    """Return what is put into a sentence, with large amounts to be written in groups."""
    return {
        name: GroupedAmount(value)
        if name in AMOUNTS and type(value) is int and abs(value) >= GROUPED_FROM
        else value
        for name, value in variables.items()
    }
