"""Labelled complaints, and the figures by which a tagger is measured on them."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from models.records import Facts
from models.tagging.causes import Cause
from models.tagging.complaints import Complaint

TEXTS = Path(__file__).parent / "texts"
_BINS = 10


@dataclass(frozen=True)
class Item:
    complaint: Complaint
    cause: Cause
    language: str
    style: str
    scenario: str  # The same story in several languages has one scenario.


def read(file: Path) -> Iterator[Item]:
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.strip():
            yield _item(json.loads(line))


def _item(told: dict) -> Item:
    facts = Facts.model_validate(told.get("facts") or {})
    complaint = Complaint(id=told["id"], reason=told["reason"], text=told["text"], facts=facts)
    style = told.get("style") or ",".join(told.get("tags", ())) or "plain"
    scenario = told["id"].partition("-")[2] or told["id"]
    return Item(complaint, Cause(told["cause"]), told["lang"], style, scenario)


def figures(items: Sequence[Item], told: Sequence[Mapping[Cause, float]]) -> Iterator[str]:
    pairs = [
        (item, max(chance, key=chance.__getitem__))
        for item, chance in zip(items, told, strict=True)
    ]
    sure = [chance[guess] for chance, (_, guess) in zip(told, pairs, strict=True)]
    yield f"items {len(items)}  macro-F1 {macro_f1(pairs):.3f}"
    abroad = [pair for pair in pairs if pair[0].language != "en"]
    yield f"not English {len(abroad)}  macro-F1 {macro_f1(abroad):.3f}"
    yield f"expected calibration error {calibration_error(pairs, sure):.3f}"
    for by in ("language", "cause", "style"):
        yield f"accuracy by {by}: {_accuracies(pairs, by)}"


def macro_f1(pairs: Sequence[tuple[Item, Cause]]) -> float:
    truths, guesses = Counter(i.cause for i, _ in pairs), Counter(guess for _, guess in pairs)
    hits = Counter(item.cause for item, guess in pairs if item.cause == guess)
    return sum(2 * hits[one] / (truths[one] + guesses[one]) for one in truths) / max(len(truths), 1)


def calibration_error(pairs: Sequence[tuple[Item, Cause]], sure: Sequence[float]) -> float:
    bins: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for (item, guess), confidence in zip(pairs, sure, strict=True):
        bins[min(int(confidence * _BINS), _BINS - 1)].append((confidence, item.cause == guess))
    gaps = (
        abs(sum(c for c, _ in held) - sum(right for _, right in held)) for held in bins.values()
    )
    return sum(gaps) / max(len(pairs), 1)


def _accuracies(pairs: Sequence[tuple[Item, Cause]], by: str) -> str:
    held: dict[str, list[bool]] = defaultdict(list)
    for item, guess in pairs:
        held[str(getattr(item, by))].append(item.cause == guess)
    return "  ".join(f"{one} {sum(r) / len(r):.2f}/{len(r)}" for one, r in sorted(held.items()))
