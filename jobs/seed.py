"""Demo stores and members: only for `disputes run`, and only beside a sandbox."""

from datetime import datetime

from jobs.sources.sandbox.stores import DEMO_STORES
from models import members
from models.database import Database
from models.members import EVERY_STORE, Role
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

    Args:
        people: The members of the sandbox workspace.
        shops: The stores of the sandbox gateway, with their tokens.

    """
    database = Database(settings.database_url)
    vault = Vault(settings.secret_key.get_secret_value())
    with database.write() as session:
        if people:
            for user, role in PEOPLE.items():
                members.add(session, user, role, EVERY_STORE, now)
        for demo in DEMO_STORES if shops else ():
            known = session.get(Store, demo.name)
            store = known or Store(
                name=demo.name, channel=demo.channel, timezone=demo.timezone, added_at=now
            )
            store.language = demo.language
            store.access_token = vault.lock(demo.access_token)
            store.refresh_token = vault.lock(demo.refresh_token)
            session.add(store)
    database.close()
