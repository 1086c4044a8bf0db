"""How many wrong passwords and codes are borne, and from whom.

A try is counted before it is checked, so that many at once are no way around, and given back if it was right. An
account has a budget for each network, so that a stranger's guesses do not lock its owner out elsewhere, and one for
all networks together; a browser in which the owner has signed in before is not touched by the latter.
Counted in the database: exact over all processes, and kept over a restart.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import case, delete, update

from forum.accounts.models import WrongTries
from forum.accounts.tokens import keyed_hash
from forum.core.database import db
from forum.core.policy import Invalid
from forum.core.upsert import conflict_insert


class TooManyTries(Invalid):
    """A budget is used up."""


LONGEST_WINDOW = timedelta(hours=1)
USUAL_WAIT = timedelta(minutes=15)
"""After how long somebody with too many wrong passwords is told to return."""


@dataclass(frozen=True)
class Budget:
    """How many tries one subject has within a window of time."""

    subject: str
    tries: int
    window: timedelta = LONGEST_WINDOW

    @property
    def key(self) -> str:
        """Return what is stored of the subject: neither an address nor a network can be read from it."""
        return keyed_hash("tries", self.subject)


def password_budgets(account: str, network: str, known_browser: str | None) -> list[Budget]:
    """Return the budgets that a password for `account` (an address as typed) from `network` draws on."""
    budgets = [Budget(f"network {network}", 100)]
    if known_browser:
        return [*budgets, Budget(f"account {account} browser {known_browser}", 20, USUAL_WAIT)]
    pair = Budget(f"account {account} network {network}", 20, USUAL_WAIT)
    return [*budgets, pair, Budget(f"account {account}", 100)]


def second_step_budgets(member_id: int) -> list[Budget]:
    """Return the budget for codes of one member's authenticator, whatever browser they come from."""
    return [Budget(f"second step {member_id}", 20)]


def mail_budgets(address: str, network: str) -> list[Budget]:
    """Return the budgets for asking that a mail with a code be sent to `address`."""
    return [Budget(f"mail {address}", 5), Budget(f"mail from {network}", 40)]


def take_try(budgets: Sequence[Budget], *, now: datetime) -> bool:
    """Count a try on every budget; False when one of them is used up. Commit in either case."""
    within = [_count(budget, now) <= budget.tries for budget in budgets]
    return all(within)


def give_back(budgets: Sequence[Budget]) -> None:
    """Take back a try that was right."""
    for budget in budgets:
        db.session.execute(
            update(WrongTries)
            .where(WrongTries.subject_hash == budget.key, WrongTries.count > 0)
            .values(count=WrongTries.count - 1)
        )


def forget_old_tries(*, now: datetime) -> None:
    """Delete counts whose window has passed."""
    db.session.execute(delete(WrongTries).where(WrongTries.since < now - LONGEST_WINDOW))


def _count(budget: Budget, now: datetime) -> int:
    over = WrongTries.since < now - budget.window
    counted = (
        conflict_insert(WrongTries)
        .values(subject_hash=budget.key, since=now, count=1)
        .on_conflict_do_update(
            index_elements=[WrongTries.subject_hash],
            set_={
                "count": case((over, 1), else_=WrongTries.count + 1),
                "since": case((over, now), else_=WrongTries.since),
            },
        )
        .returning(WrongTries.count)
    )
    return int(db.session.execute(counted).scalar_one())
