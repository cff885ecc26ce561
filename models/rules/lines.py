"""Rules as plain lines, a place and what stands there: to compare, and to read in a terminal."""

from collections.abc import Iterator
from typing import Any

from models.rules.schema import Ladder, Route, Rules, StoreRules
from models.rules.spans import written

APART = {"ladders", "routes"}  # What has lines of its own.


def changes(before: Rules, after: Rules) -> list[str]:
    """What differs between two rules: a line for each place."""
    old, new = lines(before), lines(after)
    places = [*old, *(place for place in new if place not in old)]
    return [
        f"{place}: {old.get(place, 'nothing')} → {new.get(place, 'nothing')}"
        for place in places
        if old.get(place) != new.get(place)
    ]


def lines(rules: Rules) -> dict[str, str]:
    """Every rule by its place, those of single stores with what they take over."""
    said = dict(_of_store(rules))
    for part in ("watchdog", "people"):
        said |= dict(_flat(part, rules.model_dump(mode="json")[part]))
    for name, own in rules.stores.items():
        of_it = _of_store(rules.of(name))
        mine = {place: line for place, line in of_it if place.partition(".")[0] in own}
        said |= {f"stores.{name}.{place}": line for place, line in mine.items()}
    return said


def _of_store(rules: StoreRules) -> Iterator[tuple[str, str]]:
    yield "ladders", ", ".join(ladder.name for ladder in rules.ladders)
    for ladder in rules.ladders:
        yield f"ladders.{ladder.name}", ladder_line(ladder)
    if rules.routes:
        yield "routes", "; ".join(map(route_line, rules.routes))
    told = rules.model_dump(mode="json", include=set(StoreRules.model_fields) - APART)
    for part, said in told.items():
        yield from _flat(part, said)


def ladder_line(ladder: Ladder) -> str:
    """Such as `appeal, from 50: 72h owner, 24h thread and leads`."""
    about = [*ladder.due_kinds] + ([f"from {ladder.amount_from}"] if ladder.amount_from else [])
    steps = (f"{written(step.before)} {' and '.join(step.to)}" for step in ladder.steps)
    return f"{', '.join(about) or 'any'}: {', '.join(steps)}"


def route_line(route: Route) -> str:
    """Such as `B2, from 200 to C0123ABCD`."""
    about = [*route.causes, *route.languages]
    about += [f"from {route.amount_from}"] if route.amount_from else []
    return f"{', '.join(about) or 'any'} to {route.channel}"


def _flat(place: str, said: Any) -> Iterator[tuple[str, str]]:
    if isinstance(said, dict) and said:
        for name, inner in said.items():
            yield from _flat(f"{place}.{name}", inner)
    elif said:
        yield place, ", ".join(map(_entry, said)) if isinstance(said, list) else str(said)


def _entry(said: Any) -> str:
    return " to ".join(map(str, said.values())) if isinstance(said, dict) else str(said)
