"""One account of each role to try the demo with. Passwords are random per installation and kept in one private file."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

FILE = "demo-sign-ins"
ROLES = {"member": "tilda", "moderator": "oonagh", "brand": "ines", "administrator": "anselm"}
"""Whose account shows each role."""
WORDS = (
    "almond anise apricot barley basil butter caramel cherry cinnamon clove cocoa coffee crumble cumin dough fennel "
    "fig ginger hazel honey juniper lemon malt maple mint mocha nougat nutmeg oat orange pear pepper plum poppy quince "
    "raisin rhubarb rye saffron sesame spelt sugar syrup thyme toffee vanilla waffle walnut wheat yeast"
).split()


@dataclass(frozen=True)
class DemoSignIn:
    """What to type to be one of the demo's people."""

    role: str
    email: str
    password: str


def new_password() -> str:
    """Return five random words: 38 bits with the number, for an account that exists on one machine only."""
    return "-".join(secrets.choice(WORDS) for _ in range(5)) + f"-{secrets.randbelow(900) + 100}"


def write_sign_ins(folder: Path, sign_ins: list[DemoSignIn]) -> None:
    """Keep the sign-ins in a file that only its owner can read."""
    descriptor = os.open(folder / FILE, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        for each in sign_ins:
            file.write(f"{each.role:<15}{each.email:<32}{each.password}\n")


def forget_sign_ins(folder: Path) -> None:
    """Remove the file."""
    (folder / FILE).unlink(missing_ok=True)
