"""The gateway errs, limits, truncates, and loses what it answered."""

from tests.chaos.striking import if_met

ACT = "aliexpress.issue.solution.save"


def errs(stage):
    kinds = ("500", "502_html", "15", "nonsense", "drop", "empty", "wrong_shape")
    return _while(stage, *((kind, {"share": 0.1}) for kind in kinds))


def crawls(stage):
    """Twenty seconds are the longest that the desk waits."""
    return _while(stage, ("slow", {"share": 0.2, "seconds": 21}))


def refuses(stage):
    """For a moment it takes no token for valid, or lets it do nothing."""
    kinds = ("IllegalAccessToken", "insufficient-permission")
    return _while(stage, *((kind, {"share": 0.1}) for kind in kinds))


def limits_calls(stage):
    return _while(stage, ("ApiCallLimit", {"share": 0.2, "seconds": 1}), ("429", {"share": 0.1}))


def truncates(stage):
    return _while(stage, ("truncated_page", {"share": 0.5}))


def moves_rows(stage):
    return _while(stage, ("moving_rows", {"share": 0.5}))


def loses_answers(stage):
    kinds = ("lost_answer", "lost_500", "500")
    return _while(stage, *((kind, {"share": 0.4, "method": ACT}) for kind in kinds))


def _while(stage, *faults):
    for kind, more in faults:
        stage.gateway.fault(kind, **more)
    kinds = {kind for kind, _ in faults}

    def met():
        _, struck = stage.gateway.faults()
        return sum(struck.get(kind, 0) for kind in kinds)

    return if_met(met, stage.gateway.clear)
