"""One page of the books is falsified at a time: what a judge must see, each for itself."""

import json
from copy import deepcopy
from dataclasses import replace

from tests.chaos.books import ACT, CLOSED, LEADS, ON_ITS_WAY
from tests.chaos.judge import judge
from tests.chaos.people import DONE
from tests.support.reading import text_of


class NoMaterial(Exception):
    """The run has nothing of the kind that could be falsified."""


def unseen(reading):
    """
    What the judge overlooks, by the names of the forgeries, and what there was nothing for.

    A forgery is seen when something is found of its kind that is not found in the honest books.
    """
    honest = judge(reading).found
    overlooked, without = [], []
    for name, (forge, kind) in FORGERIES.items():
        forged = _copy(reading)
        try:
            forge(forged)
        except NoMaterial:
            without.append(name)
            continue
        if len(judge(forged).found[kind]) <= len(honest[kind]):
            overlooked.append(name)
    return overlooked, without


def _copy(reading):
    """What is forged in place; the cards that the desk showed and the ledger are not."""
    return replace(
        reading,
        messages=deepcopy(reading.messages),
        book=deepcopy(reading.book),
        shown=dict(reading.shown),
        ever=set(reading.ever),
        known=set(reading.known),
    )


# Disputes and cards.


def the_desk_forgets_an_open_one(reading):
    one = _any(one for one in reading.truth if one["status"] == "processing")
    reading.shown[one["issue_id"]] = None


def the_desk_forgets_an_ended_one(reading):
    """Its card goes with it: only who ever saw it knows that it is missing."""
    one, card = _any(
        (one, card)
        for one in reading.truth
        if one["status"] != "processing" and (card := reading.card(one))
    )
    reading.shown[one["issue_id"]] = None
    _delete(reading, card.message)
    reading.ever.add(card.number)


def a_card_is_deleted(reading):
    _delete(reading, _open_card(reading).message)


def an_ended_one_never_had_a_card(reading):
    """Only who asked the desk about it in time knows that it is missing."""
    card = _any(
        card
        for one in reading.truth
        if one["status"] != "processing" and (card := reading.card(one))
    )
    _delete(reading, card.message)
    reading.ever.discard(card.number)
    reading.known.add(card.number)


def a_card_stands_twice(reading):
    card = _open_card(reading)
    _again(reading, card.message, metadata=None)


def a_card_has_a_number_of_its_own(reading):
    card = _open_card(reading)
    strange = max(reading.standing.by_number) + 1
    words = json.dumps(card.message).replace(f"#{card.number}", f"#{strange}")
    _again(reading, json.loads(words), metadata=None)


def a_card_names_another_deadline(reading):
    card = _open_card(reading)
    words = json.dumps(card.message["blocks"]).replace(f"^{card.due}^", f"^{card.due + 60}^")
    card.message["blocks"] = json.loads(words)


def a_card_is_crossed_off_too_early(reading):
    card = _open_card(reading)
    _agreed(reading, card, text=f"{CLOSED} #{card.number} {card.message['text']}")


def a_card_is_never_crossed_off(reading):
    card = _closed_card(reading)
    _agreed(reading, card, text=card.message["text"].replace(f"{CLOSED} ", " · ", 1))


def a_card_tells_another_ending(reading):
    _closed_card(reading).message["text"] += " and more"


def a_card_has_another_cause(reading):
    headline = _open_card(reading).message["blocks"][0]["text"]
    headline["text"] = headline["text"].replace("*", "*Not ", 1)


def a_card_is_somebodys_who_never_took_it(reading):
    card = _untouched_card(reading, lambda card: card.owner)
    words = json.dumps(card.message["blocks"]).replace(card.owner, "UOUT")
    _agreed(reading, card, blocks=json.loads(words))


def a_card_lost_its_owner(reading):
    """The last that anybody said to the desk of it was a claim, and was done."""

    def is_taken(card):
        return card.owner and None not in reading.ledger.owners(card.number)

    card = _untouched_card(reading, is_taken)
    words = json.dumps(card.message["blocks"]).replace(f"<@{card.owner}>", "Nobody")
    _agreed(reading, card, blocks=json.loads(words))


def a_message_stands_twice(reading):
    _again(reading, _open_card(reading).message)


# Deadlines.


def a_step_is_said_twice(reading):
    nudge, *_ = _nudging(reading)
    _again(reading, nudge, metadata=None)


def a_thread_loses_what_it_said(reading):
    _delete(reading, *_nudging(reading))


def a_thread_stayed_at_an_earlier_step(reading):
    """It names the deadline, and was said before the step that is due."""
    for nudge in _nudging(reading):
        nudge["ts"] = "1.000100"


def leads_are_not_told_of_a_deadline(reading):
    _delete(reading, *_asking_leads(reading))


def leads_are_told_of_a_deadline_twice(reading):
    told, *_ = _asking_leads(reading)
    _again(reading, told, metadata=None)


# People, and the platform.


def leads_are_never_called(reading):
    _delete(reading, _escalation(reading))


def leads_are_called_twice(reading):
    _again(reading, _escalation(reading), metadata=None)


def an_answer_never_reached_the_platform(reading):
    """The thread does not tell of it, either."""
    move = _approved(reading)
    reading.book[:] = [line for line in reading.book if move.token not in str(line["said"])]
    told = (m for channel in reading.messages.values() for m in channel)
    _delete(reading, *[m for m in told if move.token in json.dumps(m)])


def an_answer_left_the_book(reading):
    """The thread says that it was sent."""
    move = _approved(reading)
    reading.book[:] = [line for line in reading.book if move.token not in str(line["said"])]


def an_answer_was_carried_out_twice(reading):
    move = _approved(reading)
    reading.book += [line for line in reading.book if move.token in str(line["said"])]


def an_answer_is_on_its_way_for_ever(reading):
    told = (m for channel in reading.messages.values() for m in channel)
    sent = _any(m for m in told if ACT.match(text_of(m).lstrip()))
    mark = ACT.match(text_of(sent).lstrip())[1]
    sent.update(json.loads(json.dumps(sent, ensure_ascii=False).replace(mark, ON_ITS_WAY)))


FORGERIES = {
    forge.__name__.replace("_", " "): (forge, kind)
    for forge, kind in (
        (the_desk_forgets_an_open_one, "disputes lost"),
        (the_desk_forgets_an_ended_one, "disputes lost"),
        (a_card_is_deleted, "cards missing"),
        (an_ended_one_never_had_a_card, "cards missing"),
        (a_card_stands_twice, "cards doubled"),
        (a_card_has_a_number_of_its_own, "cards doubled"),
        (a_card_names_another_deadline, "cards stale"),
        (a_card_is_crossed_off_too_early, "cards stale"),
        (a_card_is_never_crossed_off, "cards stale"),
        (a_card_tells_another_ending, "cards stale"),
        (a_card_has_another_cause, "cards stale"),
        (a_card_is_somebodys_who_never_took_it, "cards stale"),
        (a_card_lost_its_owner, "cards stale"),
        (a_message_stands_twice, "messages doubled"),
        (a_step_is_said_twice, "nudges doubled"),
        (a_thread_loses_what_it_said, "nudges lost"),
        (a_thread_stayed_at_an_earlier_step, "nudges lost"),
        (leads_are_not_told_of_a_deadline, "nudges lost"),
        (leads_are_told_of_a_deadline_twice, "nudges doubled"),
        (leads_are_never_called, "moves lost"),
        (leads_are_called_twice, "moves applied twice"),
        (an_answer_never_reached_the_platform, "moves lost"),
        (an_answer_left_the_book, "platform actions told wrongly"),
        (an_answer_was_carried_out_twice, "platform actions doubled"),
        (an_answer_is_on_its_way_for_ever, "platform actions told wrongly"),
    )
}


def _any(found):
    for one in found:
        return one
    raise NoMaterial


def _open_card(reading):
    """Of a dispute that is open at the platform, naming its deadline."""
    cards = (reading.card(one) for one in reading.truth if one["status"] == "processing")
    return _any(card for card in cards if card and not card.is_closed and card.due)


def _closed_card(reading):
    cards = (reading.card(one) for one in reading.truth if one["status"] != "processing")
    return _any(card for card in cards if card and card.is_closed)


def _untouched_card(reading, is_one):
    """An open one of which nobody ended or merged anything."""
    cards = (reading.card(one) for one in reading.truth if one["status"] == "processing")
    still = (c for c in cards if c and not c.is_closed and not c.is_merged)
    return _any(c for c in still if is_one(c) and not reading.ledger.of(c.number, "merge"))


def _agreed(reading, card, **more):
    """The desk itself says the same of it, when it is asked."""
    card.message.update(more)
    [issue] = (i for i, mine in reading.shown.items() if mine and mine.number == card.number)
    reading.shown[issue] = card


def _nudging(reading):
    """What one thread says of a deadline, and must say."""
    for one in reading.truth:
        card = reading.card(one)
        told = list(reading.standing.nudging(card)) if card else []
        if told and _is_owed(reading, told):
            return told
    raise NoMaterial


def _asking_leads(reading):
    """All that asks the leads for an answer by its deadline, where they must be asked."""
    told = [message for message, _ in reading.standing.asks(LEADS)]
    if not told or not _is_owed(reading, told):
        raise NoMaterial
    return told


def _is_owed(reading, told):
    without = _copy(reading)
    _delete(without, *told)
    return len(judge(without).found["nudges lost"]) > len(judge(reading).found["nudges lost"])


def _escalation(reading):
    """What leads were called by, for a dispute that is still open."""
    for move in reading.ledger.all("escalate"):
        cards = reading.standing.by_number[move.number]
        is_open = any(not card.is_closed and not card.is_merged for card in cards)
        if move.answer == DONE and is_open:
            return _any(m for m in reading.messages[LEADS] if move.token in json.dumps(m))
    raise NoMaterial


def _approved(reading):
    """An answer that somebody approved, and that the platform has."""
    book = "\n".join(str(line["said"]) for line in reading.book)
    done = (move for move in reading.ledger.all("send") if move.answer == DONE)
    return _any(move for move in done if move.token in book)


def _delete(reading, *messages):
    gone = {(message["channel"], message["ts"]) for message in messages}
    for channel, told in reading.messages.items():
        reading.messages[channel] = [m for m in told if (channel, m["ts"]) not in gone]
    reading.__dict__.pop("standing", None)


def _again(reading, message, **more):
    """Posted once more, in the same place."""
    again = deepcopy(message) | {"ts": f"9{message['ts']}"} | more
    if message.get("thread_ts") == message["ts"]:
        again["thread_ts"] = again["ts"]
    reading.messages[message["channel"]].append(again)
    reading.__dict__.pop("standing", None)
