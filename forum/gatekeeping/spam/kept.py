"""The model that is asked now: the newest that this community trained, or the one that every community starts with."""

from __future__ import annotations

from flask import Flask, current_app
from sqlalchemy import select

from forum.core.reading import fetch
from forum.core.versions import read_versions
from forum.gatekeeping.models import SpamModel
from forum.gatekeeping.spam.model import Model, unpack
from forum.gatekeeping.spam.seed import seed_model

SCOPE = "spam-model"
EXTENSION = "potluck.spam_model"


class KeptModel:
    """The model of one application, as it was at some version."""

    def __init__(self) -> None:
        self.version: int | None = None
        self.model: Model | None = None

    def forget(self) -> None:
        """Read it again when it is next wanted."""
        self.version = None


def present_model() -> Model:
    """Return the model that holds now."""
    kept: KeptModel = current_app.extensions[EXTENSION]
    version = read_versions([SCOPE])[SCOPE]
    if kept.version != version or kept.model is None:
        newest = select(SpamModel.weights).order_by(SpamModel.id.desc()).limit(1)
        packed = fetch(newest).scalar() if version else None
        kept.model = unpack(packed) if packed else seed_model()
        kept.version = version
    return kept.model


def spam_share(text: str) -> float:
    """Return how sure the present model is, from 0 to 1, that `text` is spam."""
    return present_model().score(text)


def init_app(app: Flask) -> None:
    """Give `app` its model."""
    app.extensions[EXTENSION] = KeptModel()
