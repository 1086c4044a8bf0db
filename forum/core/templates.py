"""Templates that know the same names everywhere."""

from __future__ import annotations

from collections.abc import MutableMapping
from typing import Any

from flask.sansio.app import App
from flask.templating import Environment


class SharedNames(Environment):
    """Gives every template the names of the application in one dictionary of its own.

    Jinja gives a chain of dictionaries, so that names which come later are known to templates that were loaded before;
    ours are all entered before the first is loaded. Each import within a page compares these names, which takes a
    twentieth of the page with chains.

    Keeps every template it has loaded. Jinja keeps four hundred, which is about as many as there are, and looks through
    a line of them for each that is shown, to move it to the end: a page shows dozens.
    """

    def __init__(self, app: App, **options: Any) -> None:
        super().__init__(app, cache_size=-1, **options)

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return the names for a template, `d` before those of the application."""
        return {**self.globals, **(d or {})}
