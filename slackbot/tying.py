"""Relate and merge, by command and by form."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from models import disputes, duplicates, relations
from models.disputes import Dispute
from models.errors import DisputeError, Mistakes, NotUnderstood
from models.members import Permission
from models.words import say
from slackbot import ids
from slackbot.requests import Answer, Turn
from slackbot.spoken import Words, seen
from slackbot.views import about, ties

MOST = 10  # That a form offers.
OFF = frozenset({"off", "取消"})


def relate(turn: Turn, words: Words) -> Answer:
    """`relate #12 #15` binds them, `relate #12 off #15` parts them."""
    dispute = seen(turn, words.target, "relate", Permission.RELATE)
    first, _, rest = words.rest.partition(" ")
    parts = first.lower() in OFF
    other = _other(turn, rest if parts else words.rest, "relate")
    both = {"number": f"#{dispute.id}", "other": f"#{other.id}"}
    if parts:
        relations.part(turn.session, turn.actor, dispute, other, turn.now)
        return Answer(say("you-parted", turn.language, **both))
    relations.relate(turn.session, turn.actor, dispute, other, turn.now)
    return Answer(say("you-related", turn.language, **both))


def merge(turn: Turn, words: Words) -> Answer:
    """The first into the second, which stands for both from now on."""
    if words.rest.lower() == "undo":
        return unmerge(turn, words)
    dispute = seen(turn, words.target, "merge", Permission.RELATE)
    main = _other(turn, words.rest, "merge")
    duplicates.merge(turn.session, turn.actor, dispute, main, turn.now)
    return Answer(say("you-merged", turn.language, number=f"#{dispute.id}", into=f"#{main.id}"))


def unmerge(turn: Turn, words: Words) -> Answer:
    dispute = seen(turn, words.target, "unmerge", Permission.RELATE)
    duplicates.unmerge(turn.session, turn.actor, dispute, turn.now)
    return Answer(say("you-unmerged", turn.language, number=f"#{dispute.id}"))


def _other(turn: Turn, asked: str, verb: str) -> Dispute:
    if not asked.strip():
        raise NotUnderstood("which-other", verb=verb)
    other = disputes.named(turn.session, asked)
    turn.actor.require(Permission.RELATE, other.store)
    return other


def relate_form(turn: Turn, dispute: Dispute) -> dict[str, Any]:
    """With what is related already, but for what this person may not see."""
    related = [disputes.get(turn.session, n) for n in relations.of(turn.session, dispute)]
    seen = [one for one in related if turn.actor.may(Permission.RELATE, one.store)]
    likely = relations.likely(turn.session, dispute, MOST)
    return ties.relate(dispute, seen, likely, turn.language)


def submit_relations(turn: Turn, view: dict[str, Any]) -> None:
    """Only what the person changed is changed: somebody else may have related more."""
    dispute = disputes.get(turn.session, about.dispute_of(view))
    picked, before, written = ties.wanted(view)
    with _at(ids.RELATE_OTHER, turn):
        named = {disputes.named(turn.session, name).id for name in written.split()}
        _relate_all(turn, dispute, named - picked - before)
    with _at(ids.RELATE_PICK, turn):
        _relate_all(turn, dispute, picked - before)
    for number in set(relations.of(turn.session, dispute)) & (before - picked - named):
        other = disputes.get(turn.session, number)
        relations.part(turn.session, turn.actor, dispute, other, turn.now)


def _relate_all(turn: Turn, dispute: Dispute, numbers: set[int]) -> None:
    for number in sorted(numbers):
        other = disputes.get(turn.session, number)
        relations.relate(turn.session, turn.actor, dispute, other, turn.now)


@contextmanager
def _at(field: str, turn: Turn) -> Iterator[None]:
    """A refusal stands at the field that it is about."""
    try:
        yield
    except DisputeError as error:
        raise Mistakes({field: error.said(turn.language)}) from error


def merge_form(turn: Turn, dispute: Dispute) -> dict[str, Any]:
    """Offers what could stand for it."""
    duplicates.can_go(turn.session, dispute)
    likely = relations.likely(turn.session, dispute, MOST, *duplicates.MAIN)
    return ties.merge(dispute, likely, turn.language)


def submit_merge(turn: Turn, view: dict[str, Any]) -> None:
    dispute = disputes.get(turn.session, about.dispute_of(view))
    field, asked = ties.main_of(view)
    with _at(field, turn):
        if not asked:
            raise NotUnderstood("which-main")
        main = disputes.named(turn.session, asked)
        duplicates.merge(turn.session, turn.actor, dispute, main, turn.now)
