"""Redis forgets, goes, crawls, and has no room."""

TIGHT = "1mb"  # Less than it holds when it is empty.


def emptied(stage):
    stage.redis.client.flushall()


def restarted_empty(stage):
    stage.redis.stop()
    return stage.redis.start_empty


def gone(stage):
    stage.redis.stop()
    return stage.redis.start


def slow(stage):
    """Slower than the second that a listener waits for it."""
    delay = stage.dice.uniform(0.05, 1.5)
    for wire in stage.wires.values():
        wire.links["redis"].delay = delay

    def heal():
        for wire in stage.wires.values():
            wire.links["redis"].delay = 0.0

    return heal


def full(stage):
    stage.redis.limit(TIGHT)
    return lambda: stage.redis.limit(0)
