"""What rules say validly and hardly mean: warnings, each a sentence for the terminal."""

from collections.abc import Iterator

from sqlmodel import Session

from models import members, stores
from models.records import DueKind
from models.rules import Rules, StoreRules, To
from models.rules.schema import Ladder


def doubts(session: Session, rules: Rules) -> list[str]:
    known = {store.name for store in stores.active(session)}
    people = {actor.user_id for actor in members.actors(session)}
    strange = sorted(set(rules.stores) - known)
    said = [f"stores.{name}: the desk has no store of this name." for name in strange]
    said += [
        f"people.{user}: nobody with this Slack id has a role here."
        for user in sorted(set(rules.people) - people)
    ]
    shared = list(_of_store(rules, people))
    for name in rules.stores:
        own = _of_store(rules.of(name), people)
        said += [f"stores.{name}.{one}" for one in own if one not in shared]
    return said + shared


def _of_store(rules: StoreRules, people: set[str]) -> Iterator[str]:
    for user in rules.managers:
        if user not in people:
            yield f"managers: nobody with the Slack id {user} has a role here."
    asked = any(To.MANAGER in step.to for ladder in rules.ladders for step in ladder.steps)
    if asked and not rules.managers:
        yield "managers: steps go to the manager, and nobody is named."
    for number, ladder in enumerate(rules.ladders):
        if any(_covers(earlier, ladder) for earlier in rules.ladders[:number]):
            yield f"ladders.{ladder.name}: never used, for an earlier ladder fits before it."
    for kind in DueKind:
        if rules.ladder(kind, None) is None:
            yield f"ladders: none fits {kind} of a small amount; nobody is nudged there."


def _covers(earlier: Ladder, later: Ladder) -> bool:
    """Whether whatever fits the later ladder fits the earlier one as well."""
    kinds = set(later.due_kinds or DueKind) <= set(earlier.due_kinds or DueKind)
    return kinds and earlier.amount_from <= later.amount_from
