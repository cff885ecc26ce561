"""The jobs that a worker runs: exact names, for a prefix could be walked around."""

JOBS: frozenset[str] = frozenset(
    {
        "jobs.ai.work.work",
        "jobs.asked.refresh",
        "jobs.charts.due.look",
        "jobs.charts.work.draw",
        "jobs.cleaning.forget",
        "jobs.connecting.exchange",
        "jobs.digests.post",
        "jobs.follow_ups.work_off",
        "jobs.forecasts.keep",
        "jobs.groups.refresh",
        "jobs.hotspots.look",
        "jobs.messages.deliver",
        "jobs.messages.redraw",
        "jobs.nights.begin",
        "jobs.nudges.fire",
        "jobs.polls.poll",
        "jobs.polls.poll_store",
        "jobs.presence.refresh",
        "jobs.pushes.read",
        "jobs.relocking.relock",
        "jobs.renewing.renew",
        "jobs.sending.send",
        "jobs.sending.sweep",
        "jobs.watching.default_runs",
        "jobs.watching.delivery_runs",
    }
)

# Loaded by the horse that runs them alone: what they import would weigh on every worker.
LAZY: frozenset[str] = frozenset({"jobs.charts.work.draw", "jobs.hotspots.look"})
