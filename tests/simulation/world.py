"""What happens in a month: buyers claim and change their minds, people work, parcels move."""

import itertools
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from sqlmodel import func, select

from models import disputes, intake, members, moves, orders, rules
from models.errors import DisputeError
from models.events import AuditEntry
from models.hours import presence
from models.members import EVERY_STORE, Actor, Role
from models.nudging import snoozing
from models.records import DisputeRecord, OrderRecord, Outcome
from models.stores import Store
from tests.simulation.team import AGENTS, BEGIN, DAY, HOUR, LEAD, PEOPLE, written
from tests.simulation.truth import HAIR, Claim, Parcel, Sale, Standing

STORES = {"nordic": "Europe/Stockholm", "solar": "America/Sao_Paulo"}
CODES = {
    "moving": "SC_INBOUND_SUCCESS",
    "customs": "CC_IM_START",
    "stopped": "CUS_TAX",
    "failed": "GTMS_DEL_FAILURE",
    "pick_up": "GTMS_STA_SIGNED",
    "delivered": "GTMS_SIGNED",
}
LEADS_TO = {
    "announced": ("moving",),
    "moving": ("moving", "moving", "customs", "failed", "pick_up", "delivered"),
    "customs": ("moving", "customs", "stopped"),
    "stopped": ("moving",),
    "failed": ("moving", "delivered", "pick_up"),
    "pick_up": ("delivered", "delivered", "failed"),
}


class World:
    def __init__(self, machine, team, dice, days):
        self.machine, self.team, self.dice = machine, team, dice
        self.ends = BEGIN + days * DAY
        self.claims, self.sales, self.courses = [], [], {}
        self._numbers = itertools.count(1)
        self._heard = 0  # The last line of the history that was read.

    @property
    def now(self):
        return self.machine.now

    def settle_in(self):
        """Stores, people and rules, before the month begins."""
        with self.machine.desk.database.write() as session:
            for name, zone in STORES.items():
                channel = f"C{name.upper()}"
                row = {"leads_channel": "CLEADS", "timezone": zone, "added_at": BEGIN}
                session.add(Store(name=name, channel=channel, **row))
            for user in PEOPLE:
                role = Role.LEAD if user == LEAD else Role.AGENT
                members.add(session, user, role, EVERY_STORE, BEGIN)
            rules.apply(session, written(), LEAD, BEGIN)

    # People.

    def evenings(self, user):
        """Slack tells of tonight's quiet time; now and then somebody pauses all of it at work."""
        while True:
            start, end = self.team.tonight(user, self.now)
            self._quiet(user, start, end, dnd_from=start, dnd_until=end)
            if self.dice.random() < 0.2:
                yield timedelta(hours=self.dice.uniform(15, 21))
                until = self.now + timedelta(minutes=self.dice.randint(20, 180))
                self._quiet(user, self.now, until, paused_until=until)
                yield timedelta(hours=24) - (self.now - BEGIN - timedelta(hours=9)) % DAY
            else:
                yield DAY

    def _quiet(self, user, start, end, **told):
        with self.machine.desk.database.write() as session:
            presence.put(session, user, read_at=self.now, timezone=PEOPLE[user].zone, **told)
        self.team.wants_quiet(user, self.now, start, end)

    def _actor(self, user):
        return Actor(user, {EVERY_STORE: Role.LEAD if user == LEAD else Role.AGENT})

    def _move(self, claim, move, user, *about, **more):
        """True when the desk took it."""
        with suppress(DisputeError), self.machine.desk.database.write() as session:
            dispute = disputes.get(session, claim.number)
            move(session, self._actor(user), dispute, *about, now=self.now, **more)
            return True
        self.machine.count("moves refused")
        return False

    # Disputes.

    def dispute(self):
        """A dispute's life: what happens, and how long until the next."""
        claim = self._opened()
        patience = self.dice.choice([5, 12, 30, 90, 400])
        while True:
            yield timedelta(hours=self.dice.expovariate(1 / patience))
            standing = claim.course.now()
            if standing.closed_at is not None:
                if self.dice.random() < 0.6:
                    return
                self._begins_anew(claim)
            elif standing.platform_handled:
                self._handed_back(claim)
            elif standing.turn == "buyer":
                self._buyer_moves(claim)
            else:
                self.dice.choices(list(WHEN_OURS), WHEN_OURS.values())[0](self, claim)

    def _opened(self):
        n = next(self._numbers)
        kind, days = self.dice.choices(
            [("respond", 5), ("return_address", 7), ("confirm_return", 14), ("evidence", 3)],
            [70, 12, 10, 8],
        )[0]
        amount = Decimal(self.dice.randint(100, 20000)) / 100
        claim = Claim(f"{7 * 10**17 + n}", self.dice.choice(list(STORES)), self.now, amount)
        left = days * DAY - timedelta(hours=self.dice.uniform(0, 24 * days * 0.9))
        self.claims.append(claim)
        standing = Standing(
            turn_since=self.now,
            due_at=_whole(self.now + left),
            kind=kind,
            platform_handled=self.dice.random() < 0.06,
        )
        claim.course.put(self.now, standing)
        self._tell(claim)
        with self.machine.desk.database.read() as session:
            claim.number = disputes.find(session, claim.store, claim.issue_id).id
        self.courses["dispute", claim.number] = claim.course
        return claim

    def _tell(self, claim, **values):
        """The platform shows it so."""
        if values:
            claim.course.change(self.now, **values)
        standing = claim.course.now()
        record = {
            "store": claim.store,
            "issue_id": claim.issue_id,
            "order_id": f"9{claim.issue_id[1:]}",
            "opened_at": claim.opened_at,
            "modified_at": self.now,
            "reason": "The goods did not arrive",
            "text": "Nothing arrived.",
            "amount": str(claim.amount),
            "currency": "USD",
            "due_at": standing.due_at,
            "due_kind": standing.kind,
            "platform_handled": standing.platform_handled,
            "turn": standing.turn,
            "status": "processing" if standing.closed_at is None else "finish",
            "outcome": standing.outcome,
            "closed_at": standing.closed_at,
        }
        with self.machine.desk.database.write() as session:
            intake.take_in_dispute(session, DisputeRecord.model_validate(record), self.now)

    def _claim(self, claim):
        free = self.team.on_shift(self.now)
        if free and claim.course.now().owner is None:
            user = self.dice.choice(free)
            if self._move(claim, moves.claim, user):
                claim.course.change(self.now, owner=user, claimed_at=self.now)

    def _release(self, claim):
        owner = claim.course.now().owner
        if owner and self._move(claim, moves.release, owner):
            claim.course.change(self.now, owner=None, claimed_at=None)

    def _assign(self, claim):
        to = self.dice.choice(AGENTS)
        if to != claim.course.now().owner and self._move(claim, moves.assign, LEAD, to):
            claim.course.change(self.now, owner=to, claimed_at=self.now)

    def _snooze(self, claim):
        standing = claim.course.now()
        if standing.owner is None:
            return
        until = _whole(self.now + timedelta(hours=self.dice.uniform(1, 40)))
        until = min(until, standing.due_at - HOUR)
        if until > self.now and self._move(claim, snoozing.snooze, standing.owner, until):
            claim.course.change(self.now, snoozed_until=until)

    def _answer(self, claim):
        self._tell(claim, turn="buyer", turn_since=self.now)

    def _deadline_moves(self, claim):
        due_at = claim.course.now().due_at
        moved = due_at + timedelta(hours=self.dice.choice([-20, -5, 6, 30, 80]))
        if moved > self.now:
            self._tell(claim, due_at=moved)

    def _platform_takes(self, claim):
        self._tell(claim, platform_handled=True)

    def _handed_back(self, claim):
        self._tell(claim, platform_handled=False)

    def _platform_ends(self, claim):
        outcome = self.dice.choice(["arbitrated_lost", "lost_by_silence", "won", "withdrawn"])
        self._tell(claim, turn="closed", closed_at=self.now, outcome=outcome)

    def _resolve(self, claim):
        if free := self.team.on_shift(self.now):
            done = self._move(claim, moves.resolve, self.dice.choice(free), Outcome.AGREED_REFUND)
            if done:
                claim.course.change(self.now, closed_at=self.now, outcome="agreed_refund")

    def _buyer_moves(self, claim):
        if self.dice.random() < 0.6:
            self._begins_anew(claim)
        else:
            self._platform_ends(claim)

    def _begins_anew(self, claim):
        """It is our turn again, or still, where only a person had resolved it."""
        before = claim.course.now()
        since = before.turn_since if before.turn == "ours" else self.now
        due_at = _whole(self.now + timedelta(hours=self.dice.uniform(2, 120)))
        told = {"turn": "ours", "turn_since": since, "due_at": due_at}
        self._tell(claim, **told, closed_at=None, outcome=None)

    def heard(self):
        """What the desk did on its own: claims given back."""
        with self.machine.desk.database.read() as session:
            lines = session.exec(
                select(AuditEntry).where(
                    AuditEntry.actor == "desk",
                    AuditEntry.action == "DisputeReleased",
                    AuditEntry.id > self._heard,
                )
            ).all()
            self._heard = session.exec(select(func.max(AuditEntry.id))).one() or 0
        by_number = {claim.number: claim for claim in self.claims}
        for line in lines:
            claim = by_number[line.dispute_id]
            if claim.course.now().owner is not None:
                claim.course.change(self.now + HAIR, owner=None, claimed_at=None)

    # Orders.

    def order(self):
        n = next(self._numbers)
        sale = Sale(f"{8 * 10**15 + n}", self.dice.choice(list(STORES)), self.now)
        self.sales.append(sale)
        limit = _whole(self.now + timedelta(hours=self.dice.uniform(10, 150)))
        self._ship(sale, Parcel(ship_by=limit))
        with self.machine.desk.database.read() as session:
            sale.key = orders.find(session, sale.store, sale.order_id).id
        self.courses["order", sale.key] = sale.course
        patience = self.dice.choice([20, 60, 200, 500])
        while True:
            yield timedelta(hours=self.dice.expovariate(1 / patience))
            parcel = sale.course.now()
            if parcel.over or parcel.where == "delivered":
                return
            if self.dice.random() < 0.04:
                self._ship(sale, replace(parcel, over=True), status="FINISH")
            elif parcel.shipped_at is None:
                self._ship(sale, self._sent(parcel))
            else:
                self._ship(sale, self._moved(parcel))

    def _sent(self, parcel):
        if self.dice.random() < 0.1 and parcel.ship_by > self.now:
            return replace(parcel, ship_by=parcel.ship_by + 2 * DAY)
        promised = _whole(self.now + timedelta(days=self.dice.uniform(6, 25)))
        return replace(
            parcel, shipped_at=self.now, promised_by=promised, protected_until=promised + 6 * DAY
        )

    def _moved(self, parcel):
        where = self.dice.choice(LEADS_TO[parcel.where])
        since = parcel.since if where == parcel.where else self.now
        return replace(parcel, where=where, since=since, moved_at=self.now)

    def _ship(self, sale, parcel, status=None):
        before = sale.course.now() if sale.course.times else parcel
        sale.course.put(self.now, parcel)
        unsent = parcel.shipped_at is None
        record = {
            "store": sale.store,
            "order_id": sale.order_id,
            "status": status or ("WAIT_SELLER_SEND_GOODS" if unsent else "WAIT_BUYER_ACCEPT_GOODS"),
            "paid_at": sale.paid_at,
            "modified_at": self.now,
            "ship_by": parcel.ship_by,
            "shipped_at": parcel.shipped_at,
            "promised_by": parcel.promised_by,
            "protection_ends_at": parcel.protected_until,
            "items": [{"product_id": "1", "name": "Lamp"}],
        }
        if parcel.moved_at is not None and parcel.moved_at != before.moved_at:
            code = CODES[parcel.where]
            record["events"] = [{"at": self.now, "code": code, "text": f"At {self.now:%d.%m.}"}]
        with self.machine.desk.database.write() as session:
            intake.take_in_order(session, OrderRecord.model_validate(record), self.now)


WHEN_OURS = {
    World._claim: 34,
    World._answer: 22,
    World._release: 6,
    World._assign: 6,
    World._snooze: 8,
    World._deadline_moves: 7,
    World._platform_takes: 4,
    World._platform_ends: 7,
    World._resolve: 6,
}


def _whole(moment):
    """The platform's limits are whole seconds."""
    return moment.replace(microsecond=0)
