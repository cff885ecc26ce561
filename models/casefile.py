"""All that is known of one dispute, gathered for whoever draws it or drafts an answer."""

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
        known = dict(variables(dispute, self.order, self.parcel, self.product))
        if (offered := money(refund, dispute.currency, language)) is not None:
            known["refund"] = offered
        return suggest(dispute.cause, language, known, turn=dispute.turn, team=team, most=most)


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
