"""All that is known of one dispute, gathered for whoever draws it or drafts an answer."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from sqlmodel import Session

from models import disputes, facts, orders
from models.disputes import Dispute, Solution
from models.orders import Item, Order, ParcelEvent
from models.records import Facts
from models.replies import Suggestion, suggest
from models.replies.variables import money, variables


@dataclass(frozen=True)
class Casefile:
    dispute: Dispute
    order: Order | None
    items: list[Item]
    parcel: list[ParcelEvent]  # Newest first.
    facts: Facts
    solutions: list[Solution]

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
        known = self._variables(refund)
        return suggest(dispute.cause, language, known, turn=dispute.turn, team=team, most=most)

    def known(self, refund: Decimal | None = None) -> Iterator[str]:
        """All that an answer may name: facts, what the buyer wrote, and the sums at stake."""
        yield from self._variables(refund).values()
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

    def _variables(self, refund: Decimal | None) -> dict[str, str]:
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
    )
