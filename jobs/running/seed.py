"""Demo stores and members: only for `disputes run`, and only beside a sandbox."""

from datetime import datetime

from sqlmodel import Session

from jobs.sources.sandbox.stores import DEMO_STORES, DemoStore
from models import members
from models.database import Database
from models.members import EVERY_STORE, Role
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
