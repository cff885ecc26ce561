"""The sandbox gateway, seen through the client that production uses."""

import json
from pathlib import Path

import pytest

from tests.support.gateway import Gateway


@pytest.fixture(scope="session")
def calm():
    """A gateway whose world nobody moves."""
    with Gateway() as gateway:
        yield gateway


@pytest.fixture
def gateway():
    """A gateway of the test's own."""
    with Gateway() as gateway:
        yield gateway


@pytest.fixture
def faulty(calm):
    """A gateway that misbehaves until the test is over."""
    yield calm
    calm.clear()


@pytest.fixture(scope="session")
def observed():
    """A real answer to the detail call, its ids masked."""
    return json.loads((Path(__file__).parent / "observed_detail.json").read_text())
