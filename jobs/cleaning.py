"""What is kept for a day only."""

from jobs.desk import desk
from models import requests


def forget() -> None:
    here = desk()
    with here.database.write() as session:
        requests.forget_old(session, here.now())
