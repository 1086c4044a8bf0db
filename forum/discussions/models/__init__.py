"""The tables of a conversation."""

from forum.discussions.models.category import Category, Tag, topic_tag
from forum.discussions.models.imported import ImportedThing
from forum.discussions.models.post import (
    Post,
    PostAlias,
    PostCard,
    PostQuote,
    PostState,
    PostUpload,
    Revision,
)
from forum.discussions.models.reader import (
    Draft,
    Following,
    FollowMode,
    FollowTarget,
    ReadPosition,
)
from forum.discussions.models.topic import Topic

__all__ = [
    "Category",
    "Draft",
    "FollowMode",
    "FollowTarget",
    "Following",
    "ImportedThing",
    "Post",
    "PostAlias",
    "PostCard",
    "PostQuote",
    "PostState",
    "PostUpload",
    "ReadPosition",
    "Revision",
    "Tag",
    "Topic",
    "topic_tag",
]
