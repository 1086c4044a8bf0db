"""The model that every community starts with, and the papers that say where it comes from."""

from __future__ import annotations

import hashlib
import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from forum.gatekeeping.spam.model import Model, unpack

FOLDER = Path(__file__).parent / "data"
WEIGHTS = FOLDER / "seed.bin"
MANIFEST = FOLDER / "seed.json"


@lru_cache(maxsize=1)
def seed_model() -> Model:
    """Return the shipped model.

    Raises:
        ValueError: when the file is not the one that the manifest describes.
    """
    packed = WEIGHTS.read_bytes()
    if hashlib.sha256(packed).hexdigest() != seed_manifest()["sha256"]:
        raise ValueError("the seed model is not the one that its manifest describes")
    return unpack(packed)


@lru_cache(maxsize=1)
def seed_manifest() -> dict[str, Any]:
    """Return what the seed model was made of, by whom the texts are, and how it does."""
    manifest: dict[str, Any] = json.loads(MANIFEST.read_text("utf-8"))
    return manifest
