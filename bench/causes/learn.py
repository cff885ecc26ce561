"""
Learn what words weigh for each cause, from the texts beside this file; write the model's data.

    .venv/bin/pip install --requirement bench/causes/requirements.txt
    .venv/bin/python bench/causes/learn.py [--folds]

The same texts give the same model. With `--folds` it first measures itself: five times it learns
from four fifths and reads the last; what one scenario says in several languages stays together.
How sure it is of what it says is settled afterwards, by `calibrate.py`.
"""

import sys
from collections import Counter
from pathlib import Path
from zlib import crc32

import numpy as np
from causes import TEXTS, Item, figures, read
from fitting import Fit, Sparse, fit, soft

from models.tagging.causes import Cause
from models.tagging.complaints import Complaint
from models.tagging.evidence import signs
from models.tagging.features import features
from models.tagging.grams import BUCKETS, pieces
from models.tagging.meanings import Vocabulary
from models.tagging.settling import joined, settled
from models.tagging.signs import Source
from models.tagging.weighing import chances
from models.tagging.words import composed, tokens

HERE = Path(__file__).parent
TEMPERATURE = HERE / "temperature.txt"  # `calibrate.py` finds it.
MODEL = HERE.parent.parent / "models" / "tagging" / "data" / "learned.npz"
CAUSES = list(Cause)
AT = {cause: at for at, cause in enumerate(CAUSES)}
FOLDS = 5
# How much each kind of evidence may weigh, against one another.
PIECES, WORDS, PRIOR = 2.6, 3.5, 0.5
SCALES = {"told": 0.7, "text": 1.2, "fact": 1.4, "reason": 0.6, "only": 2.0, "alone": 2.0}
PENALTY = 1.0
LEVELS = 127
SURE = 0.5


class Readings:
    """Everything of the items that is weighed, as matrices."""

    def __init__(self, items: list[Item]) -> None:
        self.items = items
        self.signs = [signs(item.complaint) for item in items]
        named = [
            _named(item.complaint, found) for item, found in zip(items, self.signs, strict=True)
        ]
        self.names = sorted({name for row in named for name in row})
        self.named = np.array([[row.get(name, 0.0) for name in self.names] for row in named])
        self.named = (self.named * [_scale(name) for name in self.names]).astype(np.float32)
        texts = [composed(item.complaint.text or "") for item in items]
        words = [tokens(text) for text in texts]
        self.pieces = Sparse([_counted(line) for line in words], BUCKETS)
        stored = np.load(HERE / "words.npz")
        self.keys, self.share = stored["keys"], stored["share"].astype(np.float32)
        self.vectors = stored["vectors"].astype(np.float32) * stored["scale"] * self.share[:, None]
        known = Vocabulary({int(key): row for row, key in enumerate(self.keys)}).known
        self.words = np.stack([self._meaning([row for _, row in known(line)]) for line in words])

    def _meaning(self, rows: list[int]) -> np.ndarray:
        share = self.share[rows]
        return self.vectors[rows].sum(axis=0) / np.sqrt(1 + share @ share)

    def kernel(self) -> np.ndarray:
        alike = self.named @ self.named.T + PRIOR
        alike += PIECES**2 * self.pieces.alike()
        alike += WORDS**2 * (self.words @ self.words.T)
        return alike.astype(np.float32)


def _scale(name: str) -> float:
    return SCALES.get(name.partition(":")[0], 1.0)


def _named(complaint: Complaint, found: list) -> dict[str, float]:
    return features(complaint, found, chances(found))


def _counted(words: list) -> dict[int, float]:
    buckets = np.frombuffer(b"".join(pieces(words)), np.uint32) % BUCKETS
    return {bucket: n / len(buckets) ** 0.5 for bucket, n in Counter(buckets.tolist()).items()}


def possible(readings: Readings) -> np.ndarray:
    """By item the causes between which the text has to tell; facts choose among them."""
    open_ = np.zeros((len(readings.items), len(CAUSES)), bool)
    for row, (item, found) in enumerate(zip(readings.items, readings.signs, strict=True)):
        events = {sign.event for sign in found if sign.source is Source.FACT}
        told = {item.cause}
        if events & {"overdue_by_dates", "in_time_by_dates"} and item.cause in {"L1", "L2"}:
            told = {Cause.L1, Cause.L2}
        if events & {"expired_by_facts", "protected_by_facts"} and item.cause in {"P6", "P7"}:
            told = {Cause.P6, Cause.P7}
        open_[row, [AT[cause] for cause in told]] = True
    return open_


def teaches(readings: Readings) -> np.ndarray:
    """Where tracking decides, a text that says nothing of it teaches nothing."""
    flat = dict.fromkeys(CAUSES, 1 / len(CAUSES))
    return np.array(
        [
            item.style != "facts_only" or max(settled(flat, found).values()) < SURE
            for item, found in zip(readings.items, readings.signs, strict=True)
        ]
    )


def folds(items: list[Item]) -> np.ndarray:
    return np.array([crc32(item.scenario.encode()) % FOLDS for item in items])


def out_of_fold(readings: Readings) -> np.ndarray:
    alike, open_, useful = readings.kernel(), possible(readings), teaches(readings)
    fold = folds(readings.items)
    odds = np.zeros(open_.shape, np.float32)
    for one in range(FOLDS):
        learnt, unseen = np.flatnonzero((fold != one) & useful), np.flatnonzero(fold == one)
        duals = fit(alike[np.ix_(learnt, learnt)], open_[learnt], PENALTY)
        odds[unseen] = alike[np.ix_(unseen, learnt)] @ duals
    return odds


def told(readings: Readings, odds: np.ndarray, temperature: float) -> list[dict[Cause, float]]:
    return [
        settled(joined(dict(zip(CAUSES, map(float, row), strict=True)), chances(found)), found)
        for row, found in zip(soft(odds / temperature), readings.signs, strict=True)
    ]


def write(readings: Readings, found: Fit, temperature: float) -> None:
    words = readings.vectors @ (WORDS**2 * readings.words[found.rows].T @ found.duals)
    runs = PIECES**2 * readings.pieces.weights(found.rows, found.duals)
    scale = np.array([_scale(name) for name in readings.names], np.float32)
    named = readings.named[found.rows].T @ found.duals * scale[:, None]
    small_pieces, piece_scale = _rounded(runs)
    small_words, word_scale = _rounded(words)
    np.savez_compressed(
        MODEL,
        pieces=small_pieces,
        piece_scale=piece_scale,
        words=small_words,
        word_scale=word_scale,
        word_share=readings.share.astype(np.float16),
        keys=readings.keys,
        names=np.array("\n".join(readings.names)),
        features=named.astype(np.float32),
        bias=(PRIOR * found.duals.sum(axis=0)).astype(np.float32),
        temperature=np.float32(temperature),
    )


def _rounded(weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    scale = np.maximum(np.abs(weights).max(axis=0), 1e-9) / LEVELS
    return np.round(weights / scale).astype(np.int8), scale.astype(np.float32)


def main() -> None:
    readings = Readings([item for file in sorted(TEXTS.glob("*.jsonl")) for item in read(file)])
    temperature = float(TEMPERATURE.read_text())
    if "--folds" in sys.argv:
        odds = out_of_fold(readings)
        for line in figures(readings.items, told(readings, odds, temperature)):
            print(line)
    useful = np.flatnonzero(teaches(readings))
    alike = readings.kernel()[np.ix_(useful, useful)]
    duals = fit(alike, possible(readings)[useful], PENALTY)
    write(readings, Fit(useful, duals), temperature)


if __name__ == "__main__":
    main()
