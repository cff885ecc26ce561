"""
How sure the tagger may be: the temperature under which development texts surprise it least.

    PYTHONPATH=. .venv/bin/python bench/causes/calibrate.py FILE...

The texts that it learns from are harder than what comes in, so they cannot say. It writes
`temperature.txt` and the model that has it.
"""

import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
from causes import Item, read
from learn import MODEL, TEMPERATURE

from models.tagging import learned, tag

HARDLY = 1e-3


def surprise(items: list[Item]) -> float:
    """Of whether the cause that is told is right; lower is better."""
    told = [(tag(item.complaint), item.cause) for item in items]
    chances = [one.confidence if one.cause is true else 1 - one.confidence for one, true in told]
    return -float(np.log(np.maximum(chances, HARDLY)).mean())


def main() -> None:
    items = [item for name in sys.argv[1:] for item in read(Path(name))]
    known, found = learned.model(), {}
    for step in range(8, 25):
        cooled = replace(known, temperature=step / 20)
        learned.model = lambda cooled=cooled: cooled
        found[step / 20] = surprise(items)
        print(step / 20, round(found[step / 20], 4))
    best = min(found, key=found.__getitem__)
    TEMPERATURE.write_text(f"{best}\n")
    with np.load(MODEL) as stored:
        parts = dict(stored) | {"temperature": np.float32(best)}
    np.savez_compressed(MODEL, **parts)


if __name__ == "__main__":
    main()
