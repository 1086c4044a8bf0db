"""How often one member, or one guest's network, may write. One counter per name, whichever route the act takes.

Counters are shared by all web processes: in a file of DATA_DIR, or in the Redis that CACHE_URL names; while that is
away, each process counts by itself.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import wraps
from ipaddress import ip_network
from typing import ParamSpec, TypeVar

from flask import Flask, current_app, request
from werkzeug.exceptions import TooManyRequests

from config import Config
from forum.core.cache import Counters, make_counters
from forum.core.proxies import parse_address
from forum.core.viewing import current_viewer

EXTENSION = "potluck.limits"
MARK = "limit"
"""The attribute that a limited view carries: the name of its limit."""
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
MINUTE = 60
HOUR = 60 * MINUTE
DAY = 24 * HOUR

RATES: dict[str, tuple[tuple[int, int], ...]] = {
    "post": ((30, MINUTE), (300, HOUR)),
    "draft": ((120, MINUTE),),
    "preview": ((120, MINUTE),),
    "upload": ((30, MINUTE), (200, HOUR)),
    "like": ((120, MINUTE),),
    "vote": ((60, MINUTE),),
    "report": ((10, MINUTE), (60, HOUR)),
    "moderate": ((240, MINUTE),),
    "presence": ((60, MINUTE),),
    "manage": ((120, MINUTE),),
    "settings": ((60, MINUTE),),
    "sign-in": ((20, MINUTE), (200, HOUR)),
    "sign-up": ((20, HOUR), (60, DAY)),
    "mail": ((10, HOUR),),
    "search": ((240, MINUTE),),
    "export": ((5, DAY),),
}
"""Every limit there is: so many acts, in so many seconds."""

P = ParamSpec("P")
R = TypeVar("R")


def limit_write(
    name: str, *, only_looks: Callable[[], bool] = lambda: False
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Count each unsafe request to the decorated view against the limit `name`, and refuse it beyond.

    Args:
        name: of the limit.
        only_looks: whether the present request asks for the form again and writes nothing, such as a preview;
            then it counts as one.

    Raises:
        KeyError: at once, when there is no such limit in `RATES`.
    """
    RATES[name]

    def decorate(view: Callable[P, R]) -> Callable[P, R]:
        @wraps(view)
        def limited(*args: P.args, **kwargs: P.kwargs) -> R:
            if request.method not in SAFE_METHODS:
                spend("preview" if only_looks() else name, who())
            return view(*args, **kwargs)

        vars(limited)[MARK] = name
        return limited

    return decorate


def spend(name: str, by: str) -> None:
    """Count one act of `by` against the limit `name`.

    Raises:
        TooManyRequests: beyond the limit; it says after how many seconds to try again.
    """
    counters: Counters = current_app.extensions[EXTENSION]
    now = time.time()
    for amount, seconds in RATES[name]:
        window = int(now // seconds)
        if counters.incr(f"limit:{name}:{seconds}:{window}:{by}", seconds) > amount:
            raise TooManyRequests(retry_after=max(1, int((window + 1) * seconds - now)))


def who() -> str:
    """Return under which name the present request is counted: the member, or else the network it comes from."""
    viewer = current_viewer()
    return f"member:{viewer.id}" if viewer.id is not None else network_of(request.remote_addr or "")


def network_of(address: str) -> str:
    """Return what stands for one household: an IPv4 address, or the /64 that an IPv6 customer is given."""
    parsed = parse_address(address)
    if parsed is None:
        return "unknown"
    return str(parsed if parsed.version == 4 else ip_network(f"{parsed}/64", strict=False))


def init_app(app: Flask, config: Config) -> None:
    """Give `app` its counters, apart from its pages, so that a full cache forgets no limit."""
    app.extensions[EXTENSION] = make_counters(config.cache_url, config.data_dir)
    app.extensions.setdefault("potluck.forget", []).append(app.extensions[EXTENSION].clear)
