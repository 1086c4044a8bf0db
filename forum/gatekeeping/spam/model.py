"""Logistic regression over hashed features: a number for each, and one sum a text.

Weights are kept as whole numbers of 16 bits with one scale, packed by zlib: a model is some 200 kB in a file or a row.
Why not a library: docs/adr/spam-check.md.
"""

from __future__ import annotations

import struct
import sys
import zlib
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, sqrt

from forum.gatekeeping.spam.features import SIZE, features_of

_HEAD = struct.Struct("<4sfd")
_MAGIC = b"PSM1"
_LARGEST = 32_767
_STEEPEST = 30.0


@dataclass(frozen=True)
class Model:
    """A trained model: `weights` times `scale` for each feature, and `bias`."""

    weights: array[int]
    scale: float
    bias: float

    def score(self, text: str) -> float:
        """Return how sure it is, from 0 to 1, that `text` is spam."""
        return self.score_features(features_of(text))

    def score_features(self, features: Sequence[int]) -> float:
        """Return the same from features."""
        if not features:
            return 0.0
        weights = self.weights
        total = sum([weights[feature] for feature in features])
        return squashed(self.bias + self.scale * total / sqrt(len(features)))

    def pack(self) -> bytes:
        """Return the model as bytes, the same on every machine."""
        weights = array("h", self.weights)
        if sys.byteorder == "big":
            weights.byteswap()
        return _HEAD.pack(_MAGIC, self.scale, self.bias) + zlib.compress(weights.tobytes(), 9)


def squashed(total: float) -> float:
    """Return the logistic function of `total`."""
    return 1.0 / (1.0 + exp(-max(-_STEEPEST, min(_STEEPEST, total))))


def unpack(packed: bytes) -> Model:
    """Return the model that `pack` made bytes of.

    Raises:
        ValueError: when they are none.
    """
    if len(packed) < _HEAD.size or packed[:4] != _MAGIC:
        raise ValueError("these bytes are no spam model")
    _magic, scale, bias = _HEAD.unpack_from(packed)
    weights = array("h")
    weights.frombytes(zlib.decompress(packed[_HEAD.size :]))
    if len(weights) != SIZE:
        raise ValueError("this spam model was made for another number of features")
    if sys.byteorder == "big":
        weights.byteswap()
    return Model(weights, scale, bias)


def rounded(weights: Sequence[float], bias: float) -> Model:
    """Return a model of the given weights, in whole numbers."""
    scale = (max(map(abs, weights)) or 1.0) / _LARGEST
    return Model(array("h", [round(weight / scale) for weight in weights]), scale, bias)
