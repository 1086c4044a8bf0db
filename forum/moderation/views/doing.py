"""What forms and buttons of this room have in common: one act in one transaction, and a sentence for who did it."""

from __future__ import annotations

from collections.abc import Callable

from flask import flash

from forum.accounts.forms import RoomForm
from forum.core.database import write_transaction
from forum.core.policy import Invalid

Act = Callable[[], object]


def done(form: RoomForm, act: Act, message: str) -> bool:
    """Do what a filled form asks for; what is refused stands above the form, which stays filled."""
    if not form.validate_on_submit():
        return False
    try:
        with write_transaction():
            act()
    except Invalid as error:
        form.refuse(error)
        return False
    flash(message)
    return True


def tried(act: Act, message: str) -> None:
    """Do what a button asks for; what is refused is told on the next page."""
    try:
        with write_transaction():
            act()
    except Invalid as error:
        flash(str(error), "warning")
    else:
        flash(message)
