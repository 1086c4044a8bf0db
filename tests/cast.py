"""The known cast. Whoever reads a test knows what each of them may do."""

from __future__ import annotations

from dataclasses import dataclass

PASSWORD = "a spoonful of cocoa at dusk"


@dataclass(frozen=True)
class Person:
    """One of the cast, as the database is told about them."""

    handle: str
    name: str
    first_name: str
    is_moderator: bool = False
    is_brand: bool = False
    is_administrator: bool = False

    @property
    def email(self) -> str:
        """Where mail for them goes."""
        return f"{self.handle}@example.org"


ALICE = Person("alice", "Alice Almond", "Alice")
"""A member, the author of what the others meet."""
BRUNO = Person("bruno", "Bruno Basil", "Bruno", is_moderator=True)
"""A moderator."""
CHLOE = Person("chloe", "Chloé Clove", "Chloé")
"""A member who has nothing to do with it."""
DANA = Person("dana", "Dana Dill", "Dana", is_brand=True)
"""Speaks for the brand."""
EMIL = Person("emil", "Emil Estragon", "Emil", is_administrator=True)
"""Runs the house."""

CAST = (ALICE, BRUNO, CHLOE, DANA, EMIL)
