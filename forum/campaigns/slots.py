"""What campaigns show elsewhere: on the home page, the one in which something can be done now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import Flask

from forum.campaigns.queries.campaigns import CampaignRow, running_for
from forum.campaigns.settings import there_are_campaigns
from forum.core.policy import Viewer
from forum.core.slots import Slot, fill


def _load_running(viewer: Viewer, ids: Sequence[int]) -> Mapping[int, CampaignRow]:
    row = running_for(viewer) if there_are_campaigns() else None
    return dict.fromkeys(ids, row) if row is not None else {}


def init_app(app: Flask) -> None:
    """Fill the place."""
    fill(app, Slot("home.blocks", "campaigns", "campaigns/_home.html", _load_running, order=50))
