"""Patterns that cannot hang: RE2 walks a text once, whatever was written, where others try every way there is.

What remains is how many states a pattern carries along at each character. RE2 says that before anything is searched,
so a pattern too large to be quick on the longest post is refused when it is saved. See docs/adr/word-rules.md.
"""

from __future__ import annotations

import time
from functools import lru_cache
from typing import Any

import re2
from flask_babel import gettext as _

from forum.core.policy import Invalid

MOST_MEMORY = 1 << 20
LARGEST_PROGRAM = 150
"""Instructions. The largest takes about 60 ms for 50,000 characters made to be slow."""
SLOWEST = 0.08
"""Seconds for the longest text there may be."""
_TRIAL_LENGTH = 50_000


@lru_cache(maxsize=512)
def compiled(pattern: str) -> Any:
    """Return `pattern` ready to search, without regard to capitals.

    Raises:
        Invalid: with a sentence for whoever wrote it, when it cannot be used (field `pattern`).
    """
    options = re2.Options()
    options.max_mem = MOST_MEMORY
    options.log_errors = False
    options.case_sensitive = False
    try:
        program = re2.compile(pattern, options)
    except re2.error as error:
        raise Invalid(_why(error), field="pattern") from error
    if program.programsize > LARGEST_PROGRAM:
        raise Invalid(
            _(
                "This pattern is too heavy: it would take too long on a long post. Repeat fewer times, "
                "or write several smaller rules."
            ),
            field="pattern",
        )
    return program


def tried(pattern: str) -> Any:
    """Return `pattern` compiled, after it was shown to be quick on long texts and to leave the empty text alone.

    Raises:
        Invalid: when it is neither (field `pattern`).
    """
    program = compiled(pattern)
    if program.search("") is not None:
        raise Invalid(
            _("This pattern fits every text, even an empty one. Make it say more."), field="pattern"
        )
    for text in _trials(pattern):
        began = time.thread_time()
        program.search(text)
        if time.thread_time() - began > SLOWEST and _slowest_of(program, text) > SLOWEST:
            raise Invalid(
                _("This pattern takes too long on a long post. Repeat fewer times, or make it shorter."),
                field="pattern",
            )
    return program


def _slowest_of(program: Any, text: str) -> float:
    """Return the best of two further times: a machine that was busy once is no reason to refuse."""
    times = []
    for _again in range(2):
        began = time.thread_time()
        program.search(text)
        times.append(time.thread_time() - began)
    return min(times)


def _trials(pattern: str) -> list[str]:
    """Return texts of the greatest length that come close to what `pattern` looks for without being it."""
    letters = "".join(dict.fromkeys(sign for sign in pattern if sign.isalnum()))[:20] or "a"
    seeds = ("a", letters[0], letters, "ab", "x1 Y", f"{letters} ", "é")
    return [(seed * (_TRIAL_LENGTH // len(seed) + 1))[:_TRIAL_LENGTH] for seed in seeds]


def _why(error: Exception) -> str:
    """Return what RE2 objects to, in plain words."""
    said = error.args[0] if error.args else ""
    said = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
    what, _colon, where = said.partition(": ")
    looks_around = what == "invalid perl operator"
    if looks_around or (what == "invalid escape sequence" and where[-1:].isdigit()):
        answer = _(
            "“%(part)s” looks ahead, looks back or repeats what was found. Such patterns can hang, "
            "so they are not possible here. Write the words themselves.",
            part=where,
        )
    elif what in ("pattern too large - compile failed", "invalid repetition size", "bad repetition operator"):
        answer = _("This pattern repeats too often (%(part)s).", part=where or what)
    else:
        answer = _("This pattern cannot be read: %(why)s.", why=said)
    return str(answer)
