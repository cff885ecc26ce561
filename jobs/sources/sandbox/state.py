"""
What the demo world consists of.

All times are the world's own; what is served is shifted back by as much as the world was forwarded.
"""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from pydantic import BaseModel, Field

from models.records import DueKind, Outcome, SolutionOwner, Turn


class Plan(BaseModel):
    plan_id: int
    owner: SolutionOwner
    kind: str = "refund"
    status: str = ""
    content: str = ""
    usd: Decimal
    local: Decimal | None = None  # As it was sent, where the seller named the sum.
    created: datetime
    modified: datetime
    reached_type: str = ""
    reached_at: datetime | None = None


class Step(BaseModel):
    """A line of a dispute's log."""

    at: datetime
    action: str
    actor: str
    content: str = ""
    pictures: int = 0


class ParcelEvent(BaseModel):
    at: datetime
    code: str
    words: str


class Order(BaseModel):
    order_id: int
    child_id: int
    buyer: str
    country: str
    status: str
    product: int  # Its place in the store's catalogue.
    quantity: int = 1
    usd: Decimal
    created: datetime
    paid: datetime | None = None
    ship_by: datetime | None = None
    shipped: datetime | None = None
    promised_days: int = 30
    protection_ends: datetime | None = None
    ended: datetime | None = None
    service: int = 0  # Its place in the table of carriers.
    number: str = ""
    trail: list[ParcelEvent] = []
    ahead: list[str] = []  # Codes that the parcel still has before it.
    modified: datetime


class Dispute(BaseModel):
    issue_id: int
    order_id: int
    cause: str
    language: str
    issue_status: str = "processing"
    raw_status: str
    turn: Turn
    due_kind: DueKind = DueKind.RESPOND
    due_at: datetime | None = None
    timeout_type: str = ""
    timer_told: bool = True
    old_style: bool = False  # Without the fields that came in 2023.
    handled: bool = False
    received: bool
    reason_id: int
    reason_english: str
    reason_chinese: str
    opened: datetime
    modified: datetime
    plans: list[Plan] = []
    log: list[Step] = []
    outcome: Outcome | None = None

    @property
    def is_open(self) -> bool:
        return self.issue_status == "processing"


class Shop(BaseModel):
    name: str
    seller_id: str = ""
    serial: int = 0
    orders: dict[int, Order] = {}
    disputes: dict[int, Dispute] = {}
    denied: set[str] = set()  # Groups of calls that the app may not make for it.


class Grant(BaseModel):
    """A token or code: whose it is, and until when it is good."""

    store: str
    until: datetime


class Entry(BaseModel):
    """A line of the gateway's own books: one call that asked it to act."""

    method: str
    store: str
    about: str  # The dispute's id, or the order's.
    said: dict[str, str]
    accepted: bool
    why: str = ""


class World(BaseModel):
    epoch: datetime
    shift: timedelta = timedelta(0)
    shops: dict[str, Shop] = {}
    access: dict[str, Grant] = Field(default={}, repr=False)
    refresh: dict[str, Grant] = Field(default={}, repr=False)
    codes: dict[str, Grant] = Field(default={}, repr=False)
    serial: int = 0
    books: list[Entry] = []

    def now(self) -> datetime:
        """The world's present: ours, and as much later as it was forwarded."""
        return datetime.now(UTC).replace(microsecond=0) + self.shift

    def find(self, issue_id: int) -> tuple[Shop, Dispute] | None:
        held = (shop for shop in self.shops.values() if issue_id in shop.disputes)
        return next(((shop, shop.disputes[issue_id]) for shop in held), None)
