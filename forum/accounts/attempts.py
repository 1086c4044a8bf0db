"""One line in the log for every attempt to sign in."""

from __future__ import annotations

import json
import logging

from flask import request

log = logging.getLogger("potluck.sign_in")
LONGEST = 200


def log_attempt(outcome: str, *, method: str, member_id: int | None = None) -> None:
    """Write one event: what came of the attempt, by which means, for whom and from where.

    JSON escapes whatever a browser says of itself, so that no line can be forged. Neither the address nor the
    password that was typed is written down: people type one where the other belongs.
    """
    event = {
        "event": "sign-in",
        "outcome": outcome,
        "method": method,
        "member": member_id,
        "from": request.remote_addr,
        "browser": request.user_agent.string[:LONGEST],
    }
    log.info("%s", json.dumps(event))
