"""Demo stores and members: only for `disputes run`, and only beside a sandbox."""

from datetime import datetime
from decimal import Decimal

from sqlmodel import Session

from jobs.sources.sandbox.stores import DEMO_STORES, DemoStore
from models import members
from models.database import Database
from models.members import EVERY_STORE, Role
from models.products import Product
from models.reading import access
from models.reading.access import Tokens
from models.secrets import Vault
from models.settings import Settings
from models.stores import Store

PEOPLE = {
    "UANA": Role.AGENT,
    "UBEN": Role.AGENT,
    "ULEA": Role.LEAD,
    "UVIC": Role.VIEWER,
    "UADA": Role.ADMIN,
}

# What the demo stores say of some products: who answers for them, where they come from, what
# they cost. The rest is as a new store has it: known from its listings alone.
CATALOGUE = {
    ("nordic", 1005_0000_0000_1011): ("UANA", "Lanjing Audio", "Ningbo 2", "19.80"),
    ("nordic", 1005_0000_0000_1024): ("UBEN", "Guangyi Lighting", "Ningbo 2", "13.10"),
    ("nordic", 1005_0000_0000_1053): ("UANA", "Lanjing Audio", "Madrid", "10.90"),
    ("solar", 1005_0000_0000_2011): ("UBEN", "Xinyang Solar", "Shenzhen 1", "15.20"),
    ("solar", 1005_0000_0000_2037): ("UANA", "Xinyang Solar", "Warsaw", "12.40"),
    ("toys", 1005_0000_0000_3024): ("UBEN", "Haitun Toys", "Yiwu", "17.60"),
}


def seed(settings: Settings, now: datetime, *, people: bool, shops: bool) -> None:
    """
    Add what the sandboxes speak of and the desk does not know yet.

    What people set since then stays: their roles, and stores they changed or removed.

    Args:
        people: The members of the sandbox workspace.
        shops: The stores of the sandbox gateway, with their tokens.

    """
    database = Database(settings.database_url)
    vault = Vault(settings.secret_key.get_secret_value())
    with database.write() as session:
        if people and not members.everyone(session):
            for user, role in PEOPLE.items():
                members.add(session, user, role, EVERY_STORE, now)
        for demo in DEMO_STORES if shops else ():
            _connect(session, demo, vault, now)
            _tell_of_products(session, demo, now)
    database.close()


def _connect(session: Session, demo: DemoStore, vault: Vault, now: datetime) -> None:
    store = session.get(Store, demo.name) or Store(
        name=demo.name,
        channel=demo.channel,
        timezone=demo.timezone,
        language=demo.language,
        added_at=now,
    )
    session.add(store)
    session.flush()
    if store.access_token is None and store.removed_at is None:
        tokens = Tokens(demo.access_token, demo.refresh_token, None, None)
        access.given(session, vault, store, tokens, now)
    access.know_seller(session, store.name, demo.seller_id)


def _tell_of_products(session: Session, demo: DemoStore, now: datetime) -> None:
    for product in demo.products:
        told = CATALOGUE.get((demo.name, product.product_id))
        product_id = str(product.product_id)
        if told is None or session.get(Product, (demo.name, product_id)) is not None:
            continue
        owner, supplier, warehouse, cost = told
        session.add(
            Product(
                store=demo.name,
                product_id=product_id,
                name=product.name,
                owner_id=owner,
                supplier=supplier,
                warehouse=warehouse,
                cost=Decimal(cost),
                currency="USD",
                told_at=now,
            )
        )
