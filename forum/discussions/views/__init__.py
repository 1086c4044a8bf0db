"""Pages of conversations. Importing the package enters every page into its blueprint."""

from forum.discussions.views import categories, lists, members, tags, topics
from forum.discussions.views.blueprint import blueprint

__all__ = ["blueprint", "categories", "lists", "members", "tags", "topics"]
