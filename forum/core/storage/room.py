"""Gives an application its storage."""

from __future__ import annotations

from importlib import import_module
from typing import cast

from flask import Flask, current_app

from config import Config
from forum.core.environment import folder_of
from forum.core.storage.folder import FolderStorage
from forum.core.storage.interface import Storage

EXTENSION = "potluck.storage"


def make_storage(url: str) -> Storage:
    """Return the storage that `url`, a STORAGE_URL, names. Only who uses a bucket pays for loading its client."""
    if url.startswith("s3:"):
        return cast(Storage, import_module("forum.core.storage.s3").S3Storage.from_url(url))
    return FolderStorage(folder_of(url))


def current_storage() -> Storage:
    """Return the storage of the current application."""
    return cast(Storage, current_app.extensions[EXTENSION])


def init_app(app: Flask, config: Config) -> None:
    """Give `app` the storage that its settings name."""
    app.extensions[EXTENSION] = make_storage(config.storage_url)
