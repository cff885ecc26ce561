"""Where the demo world's buyers live, and what money they pay in."""

from decimal import Decimal
from typing import NamedTuple


class Market(NamedTuple):
    countries: tuple[str, ...]
    currency: str
    per_dollar: Decimal


MARKETS: dict[str, Market] = {
    "en": Market(("US", "GB", "AU"), "USD", Decimal(1)),
    "es": Market(("ES", "MX", "CL"), "EUR", Decimal("0.92")),
    "pt": Market(("BR", "PT"), "BRL", Decimal("5.61")),
    "ru": Market(("RU", "KZ"), "RUB", Decimal("91.40")),
    "fr": Market(("FR", "BE"), "EUR", Decimal("0.92")),
    "de": Market(("DE", "AT"), "EUR", Decimal("0.92")),
    "it": Market(("IT",), "EUR", Decimal("0.92")),
    "pl": Market(("PL",), "PLN", Decimal("3.98")),
    "tr": Market(("TR",), "TRY", Decimal("34.20")),
    "ar": Market(("SA", "AE"), "SAR", Decimal("3.75")),
    "ko": Market(("KR",), "KRW", Decimal(1385)),
    "ja": Market(("JP",), "JPY", Decimal(151)),
    "nl": Market(("NL",), "EUR", Decimal("0.92")),
    "he": Market(("IL",), "ILS", Decimal("3.72")),
    "uk": Market(("UA",), "UAH", Decimal("41.30")),
}
