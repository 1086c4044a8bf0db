"""Not starting, and saying why in one line."""

from __future__ import annotations


class Refusal(Exception):
    """Why the house cannot open; one line for the console."""
