"""What is kept for a time only: keys of requests, and what buyers wrote long ago."""

from jobs.desk import desk
from models import imports, requests, retention
from models.reading import grants


def forget() -> None:
    here = desk()
    with here.database.write() as session:
        requests.forget_old(session, here.now())
        imports.forget_old(session, here.now())
        grants.forget_old(session, here.now())
    while True:
        with here.database.write() as session:
            if not retention.forget(session, here.settings.retention_days, here.now()):
                break
        here.database.let_others_write()
    here.wake()  # What stands in Slack shows it still.
