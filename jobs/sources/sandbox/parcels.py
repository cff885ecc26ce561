"""How the demo world's parcels travel: codes, words and routes."""

from typing import NamedTuple

CARRIERS: tuple[tuple[str, str], ...] = (
    ("CAINIAO_STANDARD", "AliExpress Standard Shipping"),
    ("CAINIAO_PREMIUM", "AliExpress Premium Shipping"),
    ("CAINIAO_ECONOMY", "AliExpress Saver Shipping"),
    ("EMS", "EMS"),
)

WORDS: dict[str, str] = {
    "CONSIGN": "Shipment declared",
    "PU_PICKUP_SUCCESS": "Picked up from the seller",
    "SC_INBOUND_SUCCESS": "Arrived at the sorting centre",
    "CC_EX_SUCCESS": "Export clearance completed",
    "LH_HO_AIRLINE": "Handed over to the airline",
    "LH_DEPART": "Left the country of origin",
    "LH_ARRIVE": "Arrived in the country of destination",
    "CC_IM_START": "Import clearance started",
    "CC_IM_PROCESS": "Held by customs for inspection",
    "CC_IM_SUCCESS": "Import clearance completed",
    "CC_IM_FAILURE": "Import clearance failed: documents missing",
    "CUS_TAX": "Duties have to be paid",
    "GTMS_ACCEPT": "Accepted by the local carrier",
    "GTMS_DO_ARRIVE": "Arrived at the last delivery station",
    "GTMS_DELIVERING": "Out for delivery",
    "GTMS_DEL_FAILURE": "Delivery failed",
    "GTMS_SIGNED": "Delivered",
    "GTMS_SIGN_FAILURE": "Not signed for",
    "GTMS_WAIT_SELF_PICK": "Waiting to be picked up",
    "GTMS_STA_SIGN_FAILURE": "Not collected in time",
    "GTMS_STA_WAIT_CUST_CHANGE_ADDRESS": "Address incomplete, waiting for the buyer",
    "GSTA_INBOUND": "Arrived at the pick-up point",
    "RT_INBOUND": "Return received at the overseas warehouse",
    "RETURNED": "Returned to the seller",
}


class Leg(NamedTuple):
    day: float  # After shipping.
    code: str
    words: str = ""  # Where the code's own words say too little.

    @property
    def said(self) -> str:
        return self.words or WORDS[self.code]


_ABROAD = (
    Leg(0, "CONSIGN"),
    Leg(1.2, "PU_PICKUP_SUCCESS"),
    Leg(1.8, "SC_INBOUND_SUCCESS"),
    Leg(3.1, "CC_EX_SUCCESS"),
    Leg(4.0, "LH_HO_AIRLINE"),
    Leg(4.6, "LH_DEPART"),
    Leg(8.9, "LH_ARRIVE"),
)
_CUSTOMS = (Leg(9.4, "CC_IM_START"),)
_THROUGH = (*_CUSTOMS, Leg(10.2, "CC_IM_SUCCESS"))
_TO_THE_DOOR = (
    *_THROUGH,
    Leg(11.0, "GTMS_ACCEPT"),
    Leg(12.7, "GTMS_DO_ARRIVE"),
    Leg(13.3, "GTMS_DELIVERING"),
)

ROUTES: dict[str, tuple[Leg, ...]] = {
    "delivered": (*_ABROAD, *_TO_THE_DOOR, Leg(13.7, "GTMS_SIGNED")),
    "stalled": (*_ABROAD, *_THROUGH, Leg(11.0, "GTMS_ACCEPT")),
    "slow": _ABROAD,
    "unscanned": (Leg(0, "CONSIGN"),),
    "failed": (
        *_ABROAD,
        *_TO_THE_DOOR,
        Leg(13.9, "GTMS_DEL_FAILURE", "Delivery failed, parcel goes back"),
        Leg(19.5, "RT_INBOUND"),
    ),
    "address": (
        *_ABROAD,
        *_TO_THE_DOOR,
        Leg(13.9, "GTMS_STA_WAIT_CUST_CHANGE_ADDRESS"),
        Leg(21.0, "RT_INBOUND", "Returned: address incomplete"),
    ),
    "duty": (*_ABROAD, *_CUSTOMS, Leg(10.0, "CC_IM_PROCESS"), Leg(12.1, "CUS_TAX")),
    "papers": (*_ABROAD, *_CUSTOMS, Leg(15.3, "CC_IM_FAILURE")),
    "unclaimed": (
        *_ABROAD,
        *_TO_THE_DOOR,
        Leg(13.8, "GSTA_INBOUND"),
        Leg(14.0, "GTMS_WAIT_SELF_PICK"),
        Leg(24.0, "GTMS_STA_SIGN_FAILURE"),
        Leg(25.2, "RT_INBOUND", "Returned: not collected in time"),
    ),
    "refused": (
        *_ABROAD,
        *_TO_THE_DOOR,
        Leg(13.6, "GTMS_SIGN_FAILURE", "Refused by the recipient"),
        Leg(20.1, "RETURNED", "Returned: refused by the recipient"),
    ),
}
