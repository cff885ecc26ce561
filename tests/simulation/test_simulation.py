"""Twenty days in small; `python -m tests.simulation` runs it in full."""

import pytest

from tests.simulation.simulation import Size, simulate
from tests.support.workspace import Workspace

pytestmark = pytest.mark.timeout(400)  # A third of a minute on a quiet machine.


@pytest.fixture(scope="module")
def month(tmp_path_factory, migrated_file):
    root = tmp_path_factory.mktemp("month")
    file = root / "desk.db"
    file.write_bytes(migrated_file.read_bytes())
    with Workspace() as workspace:
        workspace.unhurried()
        return simulate(Size(days=20), workspace, f"sqlite:///{file}", root)


def test_every_nudge_comes_in_time_once_and_while_it_holds(month):
    simulation, complaints = month
    assert complaints == [], "\n".join([*simulation.lines(), *complaints])


def test_there_was_something_to_judge(month):
    simulation, _ = month
    figures = simulation.oracle.figures
    assert min(figures["said"], figures["calls"], simulation.machine.figures["ticks"]) >= 8
