"""The platform's token desk, reached in the name of our app."""

from collections.abc import Iterator
from contextlib import contextmanager

from jobs.pacing import SharedPace
from jobs.sources import calling
from jobs.sources.tokens import Authority
from jobs.stores import caller
from slackbot.desk import Desk


@contextmanager
def authority(here: Desk) -> Iterator[Authority]:
    """
    Its calls count against the budget that all workers share.

    Raises:
        AppRejected: the app's key or secret is not set.

    """
    with calling.gateway(here.settings.aliexpress_gateway_url) as http:
        yield Authority(caller(here, http, SharedPace(here)))
