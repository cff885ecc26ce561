"""The words for the buyer of an order that a reminder asks about."""

from models.nudging.nudges import Rule
from models.replies import Purpose, parcels, render
from models.shipping.stages import Stage
from models.shipping.standing import Held
from models.tagging.causes import Cause


def language_of(held: Held) -> str:
    """An order does not say what its buyer reads; the country does, more or less."""
    return parcels.language_of_country(held.facts.order.buyer_country)


def to_send(rule: Rule, held: Held, language: str) -> str:
    order = held.facts.order
    if rule is Rule.FAILED_DELIVERY and held.facts.stage is Stage.RETURNED:
        return render(f"{language}.{Cause.L3}.{Purpose.ACKNOWLEDGE}", {})
    moments = {
        "ship_by": order.ship_by,
        "promised_by": order.promised_by,
        "protection_ends_at": order.protection_ends_at,
        "pick_up_until": held.condition.limit_at,
    }
    return parcels.written(rule, language, moments)
