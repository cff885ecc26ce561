"""Which texts tell of the same kind of thing: by the words that they share."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache

from models.tagging.learned import model
from models.tagging.meanings import Vocabulary
from models.tagging.words import read


def telling_words(text: str | None) -> tuple[int, ...]:
    """The words of a text that the learned part knows, as numbers; names and such are none."""
    _, words = read(text or "")
    return tuple(sorted({word for _, word in _names().known(words)}))


@cache
def _names() -> Vocabulary:
    """Each known word by itself: numbers that outlast the model in which it has a row."""
    return Vocabulary({word: word for word in model().vocabulary.numbers})


def _weight(word: int) -> float:
    """Frequent words count little, unknown ones nothing."""
    known = model()
    row = known.vocabulary.numbers.get(word)
    return 0.0 if row is None else float(known.word_share[row]) ** 2


class Alike:
    """Texts by their words, to be asked which of them are like another one."""

    def __init__(self, texts: Iterable[Sequence[int]]) -> None:
        self._sizes: list[float] = []
        self._holding: dict[int, list[int]] = defaultdict(list)
        for place, words in enumerate(texts):
            self._sizes.append(sum(map(_weight, words)))
            for word in words:
                self._holding[word].append(place)

    def to(self, words: Sequence[int], least: float) -> list[int]:
        """The places of those whose cosine with these words is at least so much, in order."""
        size = sum(map(_weight, words))
        shared: dict[int, float] = defaultdict(float)
        for word in words:
            weight = _weight(word)
            for place in self._holding.get(word, ()):
                shared[place] += weight
        return sorted(
            place
            for place, weight in shared.items()
            if weight >= least * (size * self._sizes[place]) ** 0.5
        )
