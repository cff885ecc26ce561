"""Whether what people did was done, once, and what was sent to the platform is told rightly."""

from collections import Counter

from tests.chaos.books import FAILED, ON_ITS_WAY, SENT, UNCLEAR
from tests.chaos.people import DONE, REFUSED


def judge(verdict, reading):
    _escalations(verdict, reading)
    _answers(verdict, reading)
    _told(verdict, reading)
    for said, count in Counter(_said(line) for line in reading.book).items():
        if count > 1:
            verdict.add("platform actions doubled", said)
    verdict.looked_at["actions in the platform's book"] = len(reading.book)


def _escalations(verdict, reading):
    """
    Each escalation has words of its own, so that every one can be counted.

    What ended before the leads could be told is no news for them.
    """
    shown = [mine for mine in reading.shown.values() if mine]
    still_open = {mine.number for mine in shown if not mine.is_closed and not mine.is_merged}
    texts = reading.standing.escalations()
    for move in reading.ledger.all("escalate"):
        stands = sum(move.token in text for text in texts)
        verdict.looked_at["escalations"] += 1
        if stands > (move.answer != REFUSED):
            verdict.add("moves applied twice", move)
        if move.answer == DONE and not stands and move.number in still_open:
            verdict.add("moves lost", move)


def _answers(verdict, reading):
    """What somebody approved was carried out, or its thread owns that it was not."""
    book = "\n".join(str(line["said"]) for line in reading.book)
    for move in reading.ledger.all("send"):
        if move.answer != DONE:
            continue
        verdict.looked_at["answers approved"] += 1
        cards = reading.standing.by_number[move.number]
        marks = {reading.standing.mark_of(card, move.token) for card in cards}
        if move.token not in book and not marks & {FAILED, UNCLEAR}:
            verdict.add("moves lost", move)


def _told(verdict, reading):
    """What the thread says was sent is what the platform's book has."""
    done = Counter(line["about"] for line in reading.book)
    for one in reading.truth:
        if (card := reading.card(one)) is None:
            continue
        told, its = reading.standing.acts(card), done[one["issue_id"]]
        verdict.looked_at["platform actions"] += sum(told.values())
        if told[ON_ITS_WAY] or not told[SENT] <= its <= told[SENT] + told[UNCLEAR]:
            verdict.add("platform actions told wrongly", (card.number, dict(told), its))


def _said(line):
    return line["about"], line["method"], tuple(sorted(line["said"].items()))
