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
from models.tagging.grams import BUCKETS, SUM, pieces
from models.tagging.meanings import Vocabulary
from models.tagging.words import Token

Floats = npt.NDArray[np.float32]
Sums = npt.NDArray[np.float64]
_CAUSES = {cause: at for at, cause in enumerate(Cause)}


@dataclass(frozen=True, slots=True)
class Model:
    """Weights by cause: of pieces, of known words, and of named features."""

    pieces: npt.NDArray[np.int8]
    piece_scale: Floats
    words: npt.NDArray[np.int8]
    word_scale: Floats
    word_share: Floats  # How much a word counts; frequent ones count little.
    vocabulary: Vocabulary
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
        Vocabulary(dict(zip(keys, range(len(keys)), strict=True))),
        dict(zip(names, range(len(names)), strict=True)),
        stored["features"],
        stored["bias"],
        float(stored["temperature"]),
    )


class Heard:
    """What the learned part knows of the words of a text."""

    def __init__(self, words: Sequence[Token]) -> None:
        known = model()
        groups = pieces(words)
        self._lengths = [len(group) // SUM for group in groups]
        sums = np.frombuffer(b"".join(groups), np.uint32)
        self._pieces = _chosen(known.pieces, sums % np.uint32(BUCKETS))
        placed = known.vocabulary.known(words)
        self._places = [place for place, _ in placed]
        rows = np.array([row for _, row in placed], np.intp)
        self._words = _chosen(known.words, rows)
        self._shares = known.word_share.take(rows)

    def log_odds(self, named: Mapping[str, float]) -> dict[Cause, float]:
        """How strongly each cause is spoken for, before the facts have their say."""
        known = model()
        found = known.bias + _of_features(named) + self._of_pieces() + self._of_words()
        return dict(zip(_CAUSES, (found / known.temperature).tolist(), strict=True))

    def _of_pieces(self) -> Sums:
        count = max(len(self._pieces), 1)
        return _total(self._pieces) * model().piece_scale / np.float32(count**0.5)

    def _of_words(self) -> Sums:
        length = np.sqrt(1 + self._shares @ self._shares)
        heard: Sums = _total(self._words) * model().word_scale / length
        return heard

    def telling(self, cause: Cause) -> list[int]:
        """The places of the words that speak for a cause, the strongest first."""
        if not self._lengths:
            return []
        known, column = model(), _CAUSES[cause]
        starts = np.cumsum([0, *self._lengths[:-1]])
        weight = np.add.reduceat(self._pieces[:, column], starts) * known.piece_scale[column]
        weight[self._places] += self._words[:, column] * known.word_scale[column]
        order = np.argsort(-weight, kind="stable")
        return [int(at) for at in order[weight[order] > 0]]


def _chosen(weights: npt.NDArray[np.int8], rows: npt.NDArray[Any]) -> Floats:
    """Some rows, as numbers that add up fast; floats hold their sums exactly."""
    return weights.take(rows, axis=0).astype(np.float32)


def _total(rows: Floats) -> Sums:
    total: Floats = np.ones(len(rows), np.float32) @ rows
    return total.astype(np.float64)


def _of_features(named: Mapping[str, float]) -> Floats:
    known = model()
    rows = [name for name in named if name in known.features]
    values = np.array([named[name] for name in rows], dtype=np.float32)
    weights = known.feature_weights.take([known.features[name] for name in rows], axis=0)
    heard: Floats = values @ weights
    return heard
