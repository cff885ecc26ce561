"""All that is known of one dispute, gathered for whoever draws it or drafts an answer."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from difflib import SequenceMatcher

from sqlmodel import Session

from models import disputes, duplicates, facts, orders, relations
from models.ai import texts
from models.ai.texts import MachineKind, MachineText
from models.disputes import Dispute, Solution
from models.orders import Item, Order, ParcelEvent
from models.records import Facts
from models.replies import Occasion, Purpose, Suggestion, own, suggest, suggestions, uses
from models.replies.suggestions import UNUSED
from models.replies.tone import tone_of
from models.replies.variables import money, variables

MACHINE = "machine"  # The key of its draft.
ALIKE = 0.6  # Of a suggestion that an agent changed, for it to count as used.


@dataclass(frozen=True)
class Casefile:
    dispute: Dispute
    order: Order | None
    items: list[Item]
    parcel: list[ParcelEvent]  # Newest first.
    facts: Facts
    solutions: list[Solution]
    occasion: Occasion
    machine: Mapping[MachineKind, MachineText]  # What a machine made of the buyer's words.
    related: Sequence[int] = ()  # The numbers of the disputes that belong to it.
    stands_for: Sequence[int] = ()  # Of those that are merged into it.

    @property
    def product(self) -> str | None:
        named = (item.name for item in self.items if item.name)
        return self.dispute.product_name or next(named, None)

    def suggestions(
        self, team: str, most: int = 3, refund: Decimal | None = None
    ) -> tuple[Suggestion, ...]:
        """
        Replies in the buyer's language, best first.

        Args:
            team: The language in which the team reads them.
            most: How many.
            refund: What a person offers, in the dispute's currency.

        """
        dispute = self.dispute
        language = dispute.language or "en"
        known, occasion = self.values(refund), self.occasion
        found = suggest(dispute.cause, language, known, occasion=occasion, team=team, most=most)
        drafted = self._drafted(found)
        return (*found[:1], *drafted, *found[1:])[:most]

    def _drafted(self, found: Sequence[Suggestion]) -> Iterator[Suggestion]:
        """The machine's, which is never the first: a person looks at it before it is used."""
        draft = self.machine.get(MachineKind.DRAFT)
        if draft is None or not found:
            return
        yield replace(
            found[0],
            key=MACHINE,
            language=draft.language,
            text=draft.text,
            team_text=draft.back,
            missing=(),
            offers=False,
            by_team=False,
            record=self.occasion.records.get(MACHINE, UNUSED),
            doubts=tuple(draft.doubts),
        )

    @property
    def most(self) -> int:
        """How many suggestions there can be."""
        return len(Purpose) + len(self.occasion.own) + len(self.machine)

    def known(self, refund: Decimal | None = None) -> Iterator[str]:
        """All that an answer may name: facts, what the buyer wrote, and the sums at stake."""
        yield from self.values(refund).values()
        yield from (item.name for item in self.items if item.name)
        yield from (event.text or "" for event in self.parcel)
        yield from (f"{plan.amount:.2f}" for plan in self.solutions if plan.amount is not None)
        order, dispute = self.order, self.dispute
        moments = [dispute.opened_at, dispute.due_at, *(event.at for event in self.parcel)]
        if order is not None:
            moments += [order.paid_at, order.shipped_at, order.promised_by]
            moments.append(order.protection_ends_at)
        yield from (moment.date().isoformat() for moment in moments if moment is not None)
        yield f"{dispute.text or ''} {dispute.child_order_id or ''} {dispute.issue_id}"

    def stems_from(self, key: str, text: str, refund: Decimal | None = None) -> str | None:
        """The suggestion of that key, if most of it still stands in the text."""
        offered = self.suggestions("en", self.most, refund)
        began = next((one.text for one in offered if one.key == key and one.text), None)
        if began is None:
            return None
        return key if SequenceMatcher(None, began, text, autojunk=False).ratio() >= ALIKE else None

    def values(self, refund: Decimal | None = None) -> dict[str, str]:
        """What a reply may name, as the buyer reads it; only what is known."""
        dispute = self.dispute
        known = dict(variables(dispute, self.order, self.parcel, self.product))
        offered = money(refund, dispute.currency, dispute.language or "en")
        return known if offered is None else known | {"refund": offered}


def load(session: Session, dispute: Dispute) -> Casefile:
    order = orders.find(session, dispute.store, dispute.order_id)
    parcel = orders.parcel_of(session, order) if order else []
    return Casefile(
        dispute=dispute,
        order=order,
        items=orders.items_of(session, order) if order else [],
        parcel=parcel,
        facts=facts.known(dispute, order, parcel),
        solutions=disputes.solutions_of(session, dispute),
        occasion=_occasion(session, dispute),
        machine=texts.of(session, dispute) if dispute.is_open else {},
        related=relations.of(session, dispute),
        stands_for=[one.id for one in duplicates.of(session, dispute)],
    )


def _occasion(session: Session, dispute: Dispute) -> Occasion:
    if not dispute.is_open:
        return Occasion(dispute.turn)
    language = dispute.language or "en"
    written = own.of_cause(session, dispute.store, dispute.cause, language)
    keys = {*suggestions.keys(dispute.cause, language)}
    keys |= {MACHINE, *(reply.key for reply in written)}
    return Occasion(
        dispute.turn,
        tone_of(dispute.text),
        [own.template(reply) for reply in written],
        uses.records(session, dispute.store, keys),
        uses.said_in(session, dispute),
    )
