"""
What is understood to differ from the listing, to be read by a person who judges it.

python bench/causes/differences.py bench/causes/strangers.jsonl
"""

import json
import sys
from collections import Counter
from pathlib import Path

from models.tagging import Cause
from models.tagging.differences import said_to_differ


def main(file: str) -> None:
    found = Counter[str]()
    for line in Path(file).read_text(encoding="utf-8").splitlines():
        told = json.loads(line)
        names = sorted(said_to_differ(told["text"], Cause(told["cause"])))
        found.update(names)
        if names:
            print(told["id"], told["lang"], ", ".join(names), "|", told["text"])
    print(found.total(), dict(found.most_common()))


main(sys.argv[1])
