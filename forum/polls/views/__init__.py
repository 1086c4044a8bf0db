"""Pages of polls. Importing the package enters every page into its blueprint."""

from forum.polls.views import beforehand, care, duelling, listing, making, outcome, voting
from forum.polls.views.blueprint import blueprint

__all__ = ["beforehand", "blueprint", "care", "duelling", "listing", "making", "outcome", "voting"]
