"""`disputes clock`: the process that says when."""

from jobs.clock import run
from jobs.commands.here import settings_here


def clock() -> None:
    """Enqueue the scheduled jobs; two clocks at once do no harm."""
    run(settings_here())
