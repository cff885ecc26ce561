"""What each of the fifteen causes looks like from outside: reason, parcel, dates."""

from typing import NamedTuple


class Reason(NamedTuple):
    reason_id: int
    english: str
    chinese: str


_TRANSIT = Reason(
    115,
    "Purchase Protection is running out, but package is still in transit",
    "货物仍然在运输途中",
)
_RETURNED = Reason(118, "Package was returned to seller by shipping company", "物流退回了包裹")
_CUSTOMS = Reason(119, "Customs is holding the package", "海关扣关")
_ADDRESS = Reason(121, "Package sent to a wrong address", "发错地址")
_DAMAGED = Reason(201, "Damaged goods", "")
_SHORT = Reason(202, "Quantity shortage", "产品数量不符")
_QUALITY = Reason(203, "Quality problems", "")
_NOT_DESCRIBED = Reason(204, "Product not as described", "")
_COLOUR = Reason(205, "Color_not_as_described@3rdIssueReason", "")
_BROKEN = Reason(206, "Product doesn't work", "")


class Plot(NamedTuple):
    """Days count back from the moment at which the buyer opens the dispute."""

    reason: Reason
    route: str
    shipped: float
    promised: int = 30
    received: bool = False
    protected: int = 75  # Days of protection, from shipping.
    completed: float | None = None  # The order had ended by itself so long before.
    returns: bool = False  # The buyer would send it back.


PLOTS: dict[str, Plot] = {
    "L1": Plot(_TRANSIT, "stalled", shipped=46),
    "L2": Plot(_TRANSIT, "slow", shipped=19, promised=45),
    "L3": Plot(_RETURNED, "failed", shipped=22, promised=40),
    "P1": Plot(_DAMAGED, "delivered", shipped=17, received=True),
    "P2": Plot(_SHORT, "delivered", shipped=16, received=True),
    "P3": Plot(_QUALITY, "delivered", shipped=16.5, received=True, returns=True),
    "P4": Plot(_NOT_DESCRIBED, "delivered", shipped=19, received=True, returns=True),
    "P5": Plot(_COLOUR, "delivered", shipped=18, received=True, returns=True),
    "P6": Plot(_BROKEN, "delivered", shipped=41, received=True, returns=True),
    "P7": Plot(_BROKEN, "delivered", shipped=130, received=True, protected=121, completed=9),
    "B1": Plot(_ADDRESS, "address", shipped=24, promised=40),
    "B2": Plot(_CUSTOMS, "duty", shipped=23, promised=40),
    "B3": Plot(_CUSTOMS, "papers", shipped=20, promised=40),
    "B4": Plot(_RETURNED, "unclaimed", shipped=28, promised=40),
    "B5": Plot(_RETURNED, "refused", shipped=22, promised=40),
}
