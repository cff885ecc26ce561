"""What is kept for a time only: keys of requests, and what buyers wrote long ago."""

from jobs.desk import desk
from models import grants, requests, retention


def forget() -> None:
    here = desk()
    with here.database.write() as session:
        requests.forget_old(session, here.now())
        grants.forget_old(session, here.now())
    while True:
        with here.database.write() as session:
            if not retention.forget(session, here.settings.retention_days, here.now()):
                return
