"""
Nudges about disputes: whom each goes to is decided when it fires.

The owner rests: it waits for the start of their shift, unless the deadline would pass before;
then it goes to somebody on shift. Several to one person are one direct message.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from sqlmodel import Session, col, or_, select

from models import duplicates, events, messages, rules, stores
from models.database import clock
from models.disputes import Dispute
from models.guarding import guarded
from models.hours.duty import TO_ACT, Duty
from models.messages import Kind, Message
from models.nudging import holding, ladders, nudges, target_nudges
from models.nudging.nudges import HOUR, Nudge, Rule
from models.rules import StoreRules, To


@dataclass(frozen=True)
class Call:
    """A nudge that holds, and whom it speaks to."""

    nudge: Nudge
    dispute: Dispute
    to: To
    person: str | None = None  # Whom it disturbs; None: nobody in particular.
    instead_of: str | None = None  # Who rests meanwhile.


@dataclass(frozen=True)
class Hold:
    until: datetime


class Round:
    """All that is said about disputes at one moment."""

    def __init__(self, session: Session, now: datetime, leads_channel: str | None) -> None:
        self._session = session
        self._now = now
        self._leads_channel = leads_channel
        self._duty = Duty(session, now)

    @cached_property
    def _decided_at(self) -> datetime:
        return clock(self._session)

    def say(self, due: Sequence[Nudge]) -> int:
        """Want a message for each of these that holds; how many messages were wanted."""
        if not due:
            return 0
        calls = self._calls(due)
        calls += self._calls(self._soon(calls, {nudge.id for nudge in due}))
        self._hold_messages(calls)
        by_person: dict[str | None, list[Call]] = defaultdict(list)
        for call in calls:
            by_person[call.person].append(call)
        nobodys = by_person.pop(None, [])
        said = sum(self._post(call) for call in nobodys if call.to is not To.LEADS)
        said += self._tell_leads([call for call in nobodys if call.to is To.LEADS])
        for person, mine in by_person.items():
            said += self._tell(person or "", [call for call in mine if _is_due(call.nudge)])
        self._fold({call.dispute.id for call in calls})
        return said

    def _calls(self, due: Iterable[Nudge]) -> list[Call]:
        calls = []
        for nudge in due:
            dispute = self._session.get_one(Dispute, nudge.dispute_id)
            theirs = self._rules(dispute.store)
            if (why := moot(nudge, dispute, theirs, self._now)) is not None:
                nudges.cancel([nudge], self._now, why)
                continue
            call = RECIPIENTS[nudge.recipient](self, nudge, dispute)
            if isinstance(call, Hold):
                nudge.due_at = call.until
            elif call.to is To.MANAGER and call.person is None:
                nudges.cancel([nudge], self._now, "the rules name no manager")
            else:
                calls.append(call)
        return calls

    def _hold_messages(self, calls: list[Call]) -> None:
        """All that this round may change, in one order, as by whoever moves a dispute."""
        if not calls:
            return
        told = {call.person or self._leads_of(call.dispute) for call in calls}
        since = self._now - rules.current(self._session).bundling.within
        joined = nudges.told_in_since({one for one in told if one}, since)
        about = messages.shows({call.dispute.id for call in calls})
        messages.hold(self._session, or_(about, joined))

    def _rules(self, store: str) -> StoreRules:
        return rules.by_store(self._session, [store])[store]

    def _soon(self, calls: list[Call], known: set[int]) -> list[Nudge]:
        """What falls due within minutes for those who are disturbed now anyway."""
        people = {call.person for call in calls if call.person}
        if not people:
            return []
        within = max(self._rules(call.dispute.store).bundling.within for call in calls)
        planned = nudges.planned_between(self._now, self._now + within)
        theirs = planned.join(Dispute, col(Dispute.id) == col(Nudge.dispute_id)).where(
            col(Dispute.assignee_id).in_(people),
            col(Nudge.recipient).in_([To.OWNER, To.THREAD]),
            or_(Nudge.rule != Rule.DEADLINE, Nudge.step > 0),  # Nothing has passed before it did.
        )
        soon = [nudge for nudge in self._session.exec(theirs) if nudge.id not in known]
        held = holding.free(self._session, {nudge.dispute_id or 0 for nudge in soon})
        return [nudge for nudge in soon if nudge.dispute_id in held]

    # Whom a step goes to.

    def to_owner(self, nudge: Nudge, dispute: Dispute) -> Call | Hold:
        if dispute.assignee_id is None:
            return Call(nudge, dispute, To.THREAD)
        return self._reach(nudge, dispute, dispute.assignee_id, To.OWNER)

    def to_thread(self, nudge: Nudge, dispute: Dispute) -> Call | Hold:
        if dispute.assignee_id is None:
            return Call(nudge, dispute, To.THREAD)
        return self._reach(nudge, dispute, dispute.assignee_id, To.THREAD)

    def to_leads(self, nudge: Nudge, dispute: Dispute) -> Call | Hold:
        return Call(nudge, dispute, To.LEADS)

    def to_manager(self, nudge: Nudge, dispute: Dispute) -> Call | Hold:
        """One on shift, else the first: this is the last step before money is lost."""
        named = self._rules(dispute.store).managers
        free = (user for user in named if self._duty.back_at(user, dispute.store) is None)
        return Call(nudge, dispute, To.MANAGER, next(free, named[0] if named else None))

    def _reach(self, nudge: Nudge, dispute: Dispute, owner: str, to: To) -> Call | Hold:
        limit = self._limit(nudge, dispute)
        if limit <= self._now:
            # Nothing is lost by morning any more: it stands in the thread and wakes nobody.
            rests = self._duty.back_at(owner, dispute.store) is not None
            return Call(nudge, dispute, To.THREAD, None if rests else owner)
        if not self._duty.is_reachable(owner):
            other = self._duty.on_shift(dispute.store, owner)
            return Call(nudge, dispute, To.THREAD, other, owner if other else None)
        snoozed = dispute.snoozed_until
        if snoozed is not None and min(snoozed, limit - TO_ACT) > self._now:
            return Hold(min(snoozed, limit - TO_ACT))
        back_at = self._duty.back_at(owner, dispute.store)
        if back_at is None:
            return Call(nudge, dispute, to, owner)
        if back_at <= limit - TO_ACT:
            return Hold(back_at)
        other = self._duty.on_shift(dispute.store, owner)
        return Call(nudge, dispute, to, other or owner, owner if other else None)

    # How it is said.

    def _tell(self, person: str, calls: list[Call]) -> int:
        """One thread that names them, or else one direct message, however many they are."""
        if not calls:
            return 0
        alone = calls[0].to is To.THREAD and len(calls) == 1 and not self._stands(calls[0].nudge)
        if alone and self._to_add_to(person, calls) is None:
            return self._post(calls[0])
        in_threads = [call for call in calls if call.to is To.THREAD]
        said = sum(self._post(call, silent=True) for call in in_threads)
        return said + self._bundle(person, calls)

    def _tell_leads(self, calls: list[Call]) -> int:
        """Several deadlines at once are one list in the leads' channel."""
        by_channel: dict[str | None, list[Call]] = defaultdict(list)
        alone = (Rule.IDLE_RELEASE, Rule.TARGET)
        for call in calls:
            one = call.nudge.rule in alone
            by_channel[None if one else self._leads_of(call.dispute)].append(call)
        said = sum(self._post(call) for call in by_channel.pop(None, []))
        for channel, mine in by_channel.items():
            several = len(mine) > 1 or self._to_add_to(channel or "", mine) is not None
            said += self._bundle(channel or "", mine) if several else self._post(mine[0])
        return said

    def _post(self, call: Call, *, silent: bool = False) -> int:
        """In the card's thread, or for the leads; how many messages that made."""
        nudge, dispute = call.nudge, call.dispute
        before = dispute.assignee_id
        if nudge.rule is Rule.IDLE_RELEASE and not self._give_back(nudge, dispute):
            return 0
        leads = self._leads_of(dispute) if call.to is To.LEADS else None
        if call.to is To.LEADS and leads is None and self._stands_in_thread(nudge):
            nudges.cancel([nudge], self._now, "no leads' channel is set, and the thread says it")
            return 0
        card = messages.named(self._session, Kind.CARD, str(dispute.id))
        home = card.channel if card else stores.get(self._session, dispute.store).channel
        payload = {
            "nudge": nudge.id,
            "person": None if silent else call.person,
            "instead_of": call.instead_of,
        }
        if nudge.rule is Rule.IDLE_RELEASE:
            payload["rests"] = self._duty.back_at(before or "", dispute.store) is not None
        message = messages.want_here(
            self._session,
            Kind.NUDGE,
            str(nudge.id),
            leads or home,
            dispute_id=dispute.id,
            parent=None if leads else card,
            payload=payload,
        )
        message.decided_at = self._decided_at
        self._sent(call, message)
        if nudge.rule is Rule.IDLE_RELEASE:
            ladders.for_dispute(self._session, dispute, self._now)
        return 1

    def _leads_of(self, dispute: Dispute) -> str | None:
        store = stores.get(self._session, dispute.store)
        return store.leads_read(self._leads_channel)

    def _stands(self, nudge: Nudge) -> bool:
        """Whether its thread shows it already, and could only be edited."""
        message = messages.named(self._session, Kind.NUDGE, str(nudge.id))
        return message is not None and message.ts is not None

    def _stands_in_thread(self, nudge: Nudge) -> bool:
        """Whether the same step goes to the thread as well."""
        same = select(Nudge.id).where(
            Nudge.dispute_id == nudge.dispute_id,
            Nudge.rule == nudge.rule,
            Nudge.limit_at == nudge.limit_at,
            Nudge.step == nudge.step,
            Nudge.recipient == To.THREAD,
        )
        return self._session.exec(same.limit(1)).first() is not None

    def _bundle(self, channel: str, calls: list[Call]) -> int:
        """Add to what a person or a channel was told minutes ago, or begin a message."""
        told = self._to_add_to(channel, calls)
        numbers = [call.nudge.id for call in calls]
        new = told is None
        if told is None:
            payload = {"person": calls[0].person, "nudges": numbers}
            name = f"{channel}:{min(numbers)}"
            told = messages.want_here(self._session, Kind.BUNDLE, name, channel, payload=payload)
        else:
            told.payload = told.payload | {"nudges": [*told.payload["nudges"], *numbers]}
            self._session.add(told)
            messages.bump_named(self._session, {told.key})
        told.decided_at = self._decided_at
        messages.about(self._session, told, {call.dispute.id for call in calls})
        for call in calls:
            if call.to is not To.THREAD:
                self._sent(call, told)
                call.nudge.person = channel
        return int(new)

    def _to_add_to(self, channel: str, calls: list[Call]) -> Message | None:
        """
        The message with several nudges that began there within the last minutes.

        Slack calls nobody for an edit: what is lost within the hour is a message of its own.
        """
        within = rules.current(self._session).bundling.within
        soon = self._now + HOUR + within
        if any(self._now < self._limit(call.nudge, call.dispute) <= soon for call in calls):
            return None
        return nudges.told_since(self._session, channel, self._now - within)

    def _limit(self, nudge: Nudge, dispute: Dispute) -> datetime:
        """What the platform's clock says; of a dispute without one, the nudge's own limit."""
        return dispute.due_at if dispute.due_at and dispute.waits_for_us else nudge.limit_at

    def _sent(self, call: Call, message: Message) -> None:
        call.nudge.sent_at, call.nudge.message_key = self._now, message.key
        call.nudge.person = call.person or call.nudge.person  # Of a claim given back: whose it was.
        self._session.add(call.nudge)

    def _give_back(self, nudge: Nudge, dispute: Dispute) -> bool:
        """The claim that came to nothing ends, if it is still the same one."""
        main = self._main_of(dispute)
        before, since = main.assignee_id, main.claimed_at
        if before is None or nudge.cancelled_at is not None:
            return False  # Another nudge of this round gave it back.
        freed = {"assignee_id": None, "claimed_at": None}
        freed |= {"snoozed_until": None, "snoozed_by": None}
        if not guarded(self._session, main, col(Dispute.claimed_at) == since, **freed):
            nudges.cancel([nudge], self._now, "somebody else has it by now")
            return False
        nudge.sent_at = self._now  # It is what is said of the end of the claim.
        event = events.DisputeReleased(main.id, before)
        events.record(self._session, event, events.DESK, self._now)
        ladders.for_dispute(self._session, main, self._now)
        duplicates.hand(self._session, main, event, events.DESK, self._now)
        nudge.person = before
        return True

    def _main_of(self, dispute: Dispute) -> Dispute:
        """What stands for it is claimed and given back in its place."""
        into = dispute.merged_into
        return dispute if into is None else self._session.get_one(Dispute, into)

    def _fold(self, about: set[int]) -> None:
        """What was said before of the same disputes is drawn anew: it is overtaken."""
        nudges.bump_said(self._session, about)


RECIPIENTS: dict[To, Callable[[Round, Nudge, Dispute], Call | Hold]] = {
    To.OWNER: Round.to_owner,
    To.THREAD: Round.to_thread,
    To.LEADS: Round.to_leads,
    To.MANAGER: Round.to_manager,
}


def _is_due(nudge: Nudge) -> bool:
    """A claim that just went back to the queue is nobody's to be reminded of."""
    return nudge.sent_at is None and nudge.cancelled_at is None


def moot(nudge: Nudge, dispute: Dispute, theirs: StoreRules, now: datetime) -> str | None:
    """Why a nudge need not be said any more; None while it must."""
    if nudge.rule in {Rule.IDLE, Rule.IDLE_RELEASE}:
        holds = dispute.in_hand_since == nudge.limit_at
        over = dispute.due_at is None or dispute.due_at <= now
        return None if holds and not over else "it no longer held"
    if not _holds(nudge, dispute, theirs):
        return "it no longer held"
    passed = nudge.step == 0 or nudge.rule is Rule.TARGET
    useful_for = theirs.bundling.useful_for if passed else timedelta.max
    before = timedelta() if nudge.rule is Rule.TARGET else nudge.step * HOUR
    step_at = nudge.limit_at - before
    return "it came too late to be of use" if now - step_at > useful_for else None


def _holds(nudge: Nudge, dispute: Dispute, theirs: StoreRules) -> bool:
    if nudge.rule is Rule.TARGET:
        return dispute.waits_for_us and not target_nudges.is_over(nudge, dispute)
    found = ladders.limit_of(dispute, theirs)
    return found is not None and found[0] == nudge.limit_at
