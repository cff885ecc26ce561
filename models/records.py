"""The one shape in which every door hands in disputes and orders."""

import re
from enum import StrEnum
from typing import Annotated, Any, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from models.types import (
    LONGEST_KEY,
    Id,
    OptionalCurrency,
    OptionalId,
    OptionalKey,
    OptionalLabel,
    OptionalLanguage,
    OptionalMoney,
    OptionalName,
    OptionalText,
    OptionalTime,
    Short,
    Time,
)

Identifier = Annotated[Id, Field(min_length=1, max_length=LONGEST_KEY)]


class Status(StrEnum):
    """The platform's `issue_status`."""

    PROCESSING = "processing"
    FINISH = "finish"
    CANCELED = "canceled_issue"


class Turn(StrEnum):
    """Whose move the platform waits for."""

    OURS = "ours"
    BUYER = "buyer"
    PLATFORM = "platform"
    CLOSED = "closed"
    UNMAPPED = "unmapped"


BESIDE = " · "  # In a raw status, between what we know and what nobody knows of it.


class DueKind(StrEnum):
    """What we must do by the deadline."""

    RESPOND = "respond"
    RETURN_ADDRESS = "return_address"
    CONFIRM_RETURN = "confirm_return"
    EVIDENCE = "evidence"
    APPEAL = "appeal"


class Outcome(StrEnum):
    """How a dispute ended."""

    WITHDRAWN = "withdrawn"
    AGREED_REFUND = "agreed_refund"
    PARTIAL_REFUND = "partial_refund"
    RETURN_REFUND = "return_refund"
    RESENT = "resent"
    WON = "won"
    ARBITRATED_LOST = "arbitrated_lost"
    LOST_BY_SILENCE = "lost_by_silence"
    PREVENTED = "prevented"


class SolutionOwner(StrEnum):
    BUYER = "buyer"
    SELLER = "seller"
    PLATFORM = "platform"


class Record(BaseModel):
    """Validated on its own; unknown keys are ignored, so that a richer sender may send more."""

    # An error may reach a log, and must not carry there what somebody wrote.
    model_config = ConfigDict(frozen=True, str_strip_whitespace=True, hide_input_in_errors=True)

    @model_validator(mode="before")
    @classmethod
    def _without_nulls(cls, told: Any) -> Any:
        """
        A null where there is a default says as little as leaving the field out.

        No more does the character of that name, which PostgreSQL keeps in no text.
        """
        if not isinstance(told, dict):
            return told
        fields = cls.model_fields
        return {
            name: value.replace("\0", "") if isinstance(value, str) else value
            for name, value in told.items()
            if value is not None or name not in fields or fields[name].default is None
        }


class Facts(Record):
    """What is known of the order and its parcel; days are whole days."""

    days_since_ship: int | None = None
    days_since_order: int | None = None
    promised_days: int | None = None
    delivered_after_days: int | None = None
    tracking_status: OptionalName = None
    tracking_code: OptionalName = None
    days_since_delivery: int | None = None
    protection_days: int | None = None
    protection_expired: bool | None = None
    order_status: OptionalName = None


class SolutionRecord(Record):
    """A plan that the buyer, we or the platform put forward (aliexpress.issue.detail.get)."""

    solution_id: Identifier
    owner: SolutionOwner
    kind: OptionalKey = None  # refund | return_and_refund; open.
    status: OptionalKey = None  # wait_seller_accept, reached, …; open.
    content: OptionalText = None
    amount: OptionalMoney = None
    currency: OptionalKey = None
    amount_usd: OptionalMoney = None
    reached_type: OptionalKey = None  # negotiation_consensus | platform_arbitrate | …; open.
    created_at: OptionalTime = None
    modified_at: OptionalTime = None


class ProcessRecord(Record):
    """One line of the platform's own log of a dispute."""

    at: Time
    actor: OptionalKey = None  # seller | buyer | waiter | system | platform; open.
    action: Short  # initiate, buyer_refuse, …; an open enum.
    content: OptionalText = None
    received_goods: bool | None = None
    attachments: tuple[str, ...] = ()


class DisputeRecord(Record):
    """
    A dispute as a source tells it.

    Fields that a source leaves out are unknown to it, not empty: they change nothing.
    """

    store: Identifier
    issue_id: Identifier
    order_id: Identifier
    opened_at: Time
    child_order_id: OptionalId = None
    buyer: OptionalName = None
    buyer_country: OptionalName = None
    language: OptionalLanguage = None
    reason: OptionalName = None
    text: OptionalText = None
    modified_at: OptionalTime = None
    due_at: OptionalTime = None
    due_kind: DueKind = DueKind.RESPOND
    due_estimated: bool = False
    status: Status = Status.PROCESSING
    turn: Turn | None = None  # Ours while processing, else closed.
    raw_status: OptionalKey = None  # The platform's reverse_detail_status, kept as it came.
    platform_handled: bool = False
    amount: OptionalMoney = None
    currency: OptionalCurrency = None
    refund_max: OptionalMoney = None  # What the platform lets us refund, in the buyer's money.
    refund_currency: OptionalCurrency = None
    product_id: OptionalId = None
    product_name: OptionalName = None
    outcome: Outcome | None = None
    refunded: OptionalMoney = None
    closed_at: OptionalTime = None
    facts: Facts = Facts()
    solutions: tuple[SolutionRecord, ...] = ()
    process: tuple[ProcessRecord, ...] = ()


class ItemRecord(Record):
    product_id: Identifier
    name: OptionalName = None
    sku: OptionalName = None
    quantity: Annotated[int, Field(ge=0, lt=2**31)] = 1
    price: OptionalMoney = None
    child_order_id: OptionalId = None


class ParcelEventRecord(Record):
    at: Time
    code: OptionalKey = None  # Cainiao's action_code; open.
    text: OptionalName = None


class OrderRecord(Record):
    """An order as a source tells it; the same rule for what is left out."""

    store: Identifier
    order_id: Identifier
    buyer: OptionalName = None
    buyer_country: OptionalName = None
    status: OptionalKey = None  # The platform's order_status; an open enum.
    paid_at: OptionalTime = None
    modified_at: OptionalTime = None
    ship_by: OptionalTime = None
    shipped_at: OptionalTime = None
    promised_by: OptionalTime = None
    protection_ends_at: OptionalTime = None
    tracking_number: OptionalId = None
    carrier: OptionalName = None
    amount: OptionalMoney = None
    currency: OptionalCurrency = None
    items: tuple[ItemRecord, ...] = ()
    events: tuple[ParcelEventRecord, ...] = ()


_PERSON = re.compile(r"(?:<@)?([UW][A-Z0-9]{1,31})(?:\|[^>]*)?>?")


def _person(value: Any) -> Any:
    """Slack's id of a person, or the mention that copying a name gives: `<@U0123ABCD|ana>`."""
    if not isinstance(value, str) or not value.strip():
        return None
    if (found := _PERSON.fullmatch(value.strip())) is None:
        raise PydanticCustomError("person", "write a person's Slack id, such as U0123ABCD")
    return found[1]


def _three_letters(value: Any) -> Any:
    if not isinstance(value, str) or not value.strip():
        return None
    if re.fullmatch("[A-Za-z]{3}", value.strip()) is None:
        raise PydanticCustomError("currency", "write its three letters, such as USD or CNY")
    return value.strip().upper()


class ProductRecord(Record):
    """What a store says of a product beyond its listing; what is left out stays as it is known."""

    store: Identifier
    product_id: Identifier
    name: OptionalName = None
    owner: Annotated[str | None, BeforeValidator(_person)] = None
    supplier: OptionalLabel = None
    warehouse: OptionalLabel = None
    cost: OptionalMoney = None  # Of one piece, shipping included.
    currency: Annotated[str | None, BeforeValidator(_three_letters)] = None

    @model_validator(mode="after")
    def _a_cost_of_something(self) -> Self:
        if self.cost is not None and self.currency is None:
            raise PydanticCustomError(
                "cost", "a cost needs its currency, three letters such as USD"
            )
        return self
