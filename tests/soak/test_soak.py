"""The soak in small; `python -m tests.soak` runs it in full."""

import pytest

from jobs.sources.sandbox.generating import Size
from tests.soak.soak import soak


@pytest.fixture(scope="module")
def figures(tmp_path_factory, migrated_file):
    root = tmp_path_factory.mktemp("soak")
    file = root / "desk.db"
    file.write_bytes(migrated_file.read_bytes())
    return soak(Size(3, 40, 110), f"sqlite:///{file}", root, steady=2)


def test_in_the_end_the_database_says_what_the_gateway_says(figures):
    assert figures.different == []


def test_a_round_needs_few_more_calls_than_the_least(figures):
    # Among so few calls one that was tried again weighs much; the full soak keeps to 1.3.
    assert figures.ratio <= 1.5, "\n".join(figures.lines())
