"""The demo stores, and what the sandbox gateway knows the desk by."""

from dataclasses import dataclass, field

APP_KEY = "sandbox-key"
APP_SECRET = "sandbox-secret"  # noqa: S105 - The sandbox's own, open to everybody.


@dataclass(frozen=True)
class Product:
    product_id: int
    name: str
    sku: str
    price: str  # Dollars.


@dataclass(frozen=True)
class DemoStore:
    """A store of the demo world, with its Slack channel on our side."""

    name: str
    channel: str
    access_token: str = field(repr=False)
    refresh_token: str = field(repr=False)
    seller_id: str
    timezone: str
    language: str
    first_order: int  # Ids count up from here; those of toys do not fit into a double.
    products: tuple[Product, ...]


DEMO_STORES: tuple[DemoStore, ...] = (
    DemoStore(
        name="nordic",
        channel="CNORDIC",
        access_token="sandbox-access-nordic",  # noqa: S106 - The sandbox's own.
        refresh_token="sandbox-refresh-nordic",  # noqa: S106 - The sandbox's own.
        seller_id="2671001011",
        timezone="Europe/Stockholm",
        language="en",
        first_order=8_194_000_000_000_000,
        products=(
            Product(1005_0000_0000_1011, "Bluetooth speaker X3", "X3-BLACK", "42.65"),
            Product(1005_0000_0000_1024, "Dimmable desk lamp", "LAMP-WHITE", "28.90"),
            Product(1005_0000_0000_1037, "Wool blanket 130 × 170 cm", "WOOL-GREY", "36.40"),
            Product(1005_0000_0000_1040, "Electric coffee grinder", "GRIND-STEEL", "31.75"),
            Product(1005_0000_0000_1053, "Wireless earbuds Pro 2", "EAR-WHITE", "24.20"),
        ),
    ),
    DemoStore(
        name="solar",
        channel="CSOLAR",
        access_token="sandbox-access-solar",  # noqa: S106 - The sandbox's own.
        refresh_token="sandbox-refresh-solar",  # noqa: S106 - The sandbox's own.
        seller_id="2671002024",
        timezone="Asia/Shanghai",
        language="zh",
        first_order=8_197_000_000_000_000,
        products=(
            Product(1005_0000_0000_2011, "Solar garden light, set of 6", "SGL-6", "33.80"),
            Product(1005_0000_0000_2024, "Foldable solar panel 20 W", "FSP-20", "58.30"),
            Product(1005_0000_0000_2037, "Power bank 20000 mAh", "PB-20K", "26.15"),
            Product(1005_0000_0000_2040, "Solar wall light with sensor", "SWL-PIR", "19.95"),
            Product(1005_0000_0000_2053, "Camping fan, rechargeable", "FAN-GREEN", "22.60"),
        ),
    ),
    DemoStore(
        name="toys",
        channel="CTOYS",
        access_token="sandbox-access-toys",  # noqa: S106 - The sandbox's own.
        refresh_token="sandbox-refresh-toys",  # noqa: S106 - The sandbox's own.
        seller_id="2671003037",
        timezone="America/Mexico_City",
        language="en",
        first_order=9_407_000_000_000_000,
        products=(
            Product(1005_0000_0000_3011, "Wooden train, 80 pieces", "TRAIN-80", "34.90"),
            Product(1005_0000_0000_3024, "Remote-controlled boat", "BOAT-RED", "39.50"),
            Product(1005_0000_0000_3037, "Magnetic tiles, 64 pieces", "TILES-64", "27.25"),
            Product(1005_0000_0000_3040, "Plush whale 60 cm", "WHALE-BLUE", "17.80"),
            Product(1005_0000_0000_3053, "Science kit: volcano", "KIT-VOLC", "15.45"),
        ),
    ),
)
