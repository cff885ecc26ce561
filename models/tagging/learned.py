"""The learned part: what a text weighs for each cause, from training texts in sixteen languages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from io import BytesIO
from typing import Any

import numpy as np
import numpy.typing as npt

from models.tagging.causes import Cause
from models.tagging.grams import pieces
from models.tagging.meanings import known_words
from models.tagging.words import Token

Floats = npt.NDArray[np.float32]
_CAUSES = {cause: at for at, cause in enumerate(Cause)}


@dataclass(frozen=True, slots=True)
class Model:
    """Weights by cause: of pieces, of known words, and of named features."""

    pieces: npt.NDArray[np.int8]
    piece_scale: Floats
    words: npt.NDArray[np.int8]
    word_scale: Floats
    word_share: Floats  # How much a word counts; frequent ones count little.
    rows: Mapping[int, int]
    features: Mapping[str, int]  # Each one's row in the next.
    feature_weights: Floats
    bias: Floats
    temperature: float


@cache
def model() -> Model:
    file = resources.files("models.tagging") / "data" / "learned.npz"
    with np.load(BytesIO(file.read_bytes())) as stored:
        return _model(stored)


def _model(stored: Any) -> Model:
    names = str(stored["names"]).split("\n")
    keys = stored["keys"].tolist()
    return Model(
        stored["pieces"],
        stored["piece_scale"],
        stored["words"],
        stored["word_scale"],
        stored["word_share"].astype(np.float32),
        dict(zip(keys, range(len(keys)), strict=True)),
        dict(zip(names, range(len(names)), strict=True)),
        stored["features"],
        stored["bias"],
        float(stored["temperature"]),
    )


def log_odds(words: Sequence[Token], named: Mapping[str, float]) -> dict[Cause, float]:
    """How strongly each cause is spoken for, before the facts have their say."""
    known = model()
    found = known.bias + _of_features(named) + _of_pieces(words) + _of_words(words)
    return dict(zip(Cause, (found / known.temperature).tolist(), strict=True))


def _of_features(named: Mapping[str, float]) -> Floats:
    known = model()
    rows = [name for name in named if name in known.features]
    values = np.array([named[name] for name in rows], dtype=np.float32)
    heard: Floats = values @ known.feature_weights[[known.features[name] for name in rows]]
    return heard


def _of_pieces(words: Sequence[Token]) -> Floats:
    buckets = [bucket for group in pieces(words) for bucket in group]
    known = model()
    if not buckets:
        return np.zeros_like(known.bias)
    total = known.pieces[buckets].sum(axis=0, dtype=np.int32)
    heard: Floats = total * known.piece_scale / np.float32(len(buckets) ** 0.5)
    return heard


def _of_words(words: Sequence[Token]) -> Floats:
    known = model()
    rows = [row for _, row in known_words(words, known.rows)]
    if not rows:
        return np.zeros_like(known.bias)
    shares = known.word_share[rows]
    total = known.words[rows].sum(axis=0, dtype=np.int32)
    heard: Floats = total * known.word_scale / np.sqrt(1 + shares @ shares)
    return heard


def telling(words: Sequence[Token], cause: Cause) -> list[int]:
    """The places of the words that speak for a cause, the strongest first."""
    known, column = model(), _CAUSES[cause]
    groups = pieces(words)
    if not groups:
        return []
    starts = np.cumsum([0, *(len(group) for group in groups[:-1])])
    buckets = [bucket for group in groups for bucket in group]
    heard = np.add.reduceat(known.pieces[buckets, column].astype(np.float32), starts)
    weight = heard * known.piece_scale[column]
    for at, row in known_words(words, known.rows):
        weight[at] += known.words[row, column] * known.word_scale[column]
    return [int(at) for at in np.argsort(-weight, kind="stable") if weight[at] > 0]
