"""Mail that stays in a folder of this machine, and can be taken away again."""

from __future__ import annotations

from collections.abc import Set
from email.parser import BytesHeaderParser
from email.policy import default
from email.utils import getaddresses
from pathlib import Path

from flask import current_app

from config import Config
from forum.core.environment import folder_of
from forum.core.mail.sending import keeps_mail


def forget_kept_mail(addresses: Set[str]) -> int:
    """Delete the kept mails that went to `addresses` and to nobody else; answers how many."""
    if not keeps_mail():
        return 0
    config: Config = current_app.extensions["potluck.config"]
    theirs = {address.casefold() for address in addresses}
    gone = [file for file in folder_of(config.mail_url).glob("*.eml") if _receivers(file) <= theirs]
    for file in gone:
        file.unlink(missing_ok=True)
    return len(gone)


def _receivers(file: Path) -> set[str]:
    """Return to whom a kept mail went, as far as its head says."""
    with file.open("rb") as mail:
        head = BytesHeaderParser(policy=default).parse(mail)
    return {address.casefold() for _, address in getaddresses(map(str, head.get_all("To", [])))} or {""}
