"""Messages to members' browsers (Web Push): sealed for one browser, signed by this community, handed to its service.

The address at which a browser is reached comes from outside. It is believed only where it names a push service that the
operator allows, by https, and only while that name leads to public addresses.
"""

from forum.core.push.posting import Gone, PushPost, TryLater, init_app, push_post
from forum.core.push.sealing import Browser, sealed
from forum.core.push.services import is_allowed

__all__ = ["Browser", "Gone", "PushPost", "TryLater", "init_app", "is_allowed", "push_post", "sealed"]
