"""Things of one kind by key: read from memory, written through to the store."""

from collections.abc import Callable, Iterator
from dataclasses import asdict
from typing import Any, Generic, TypeVar

from slackbot.sandbox.store import Store

Thing = TypeVar("Thing", bound=Any)


class Shelf(Generic[Thing]):
    def __init__(self, store: Store, kind: str, make: Callable[..., Thing]) -> None:
        self._store = store
        self._kind = kind
        self._things = {key: make(**body) for key, body in store.load(kind)}

    def __iter__(self) -> Iterator[Thing]:
        return iter(list(self._things.values()))

    def __len__(self) -> int:
        return len(self._things)

    def get(self, key: str) -> Thing | None:
        return self._things.get(key)

    def put(self, key: str, thing: Thing) -> Thing:
        self._things[key] = thing
        self._store.save(self._kind, key, asdict(thing))
        return thing

    def drop(self, key: str) -> None:
        if self._things.pop(key, None) is not None:
            self._store.drop(self._kind, key)
