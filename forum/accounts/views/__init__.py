"""Pages of the room: joining, coming in, settings, profiles."""

from forum.accounts.views.blueprint import blueprint

__all__ = ["blueprint"]
