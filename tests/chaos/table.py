"""The figures of a run as a table."""


def lines(report):
    storm, verdict = report.storm, report.verdict
    yield f"seed {storm.seed}, {storm.database}, {storm.seconds:g} s of storm"
    yield f"hosts parted by {'network namespaces' if storm.is_secluded else 'a proxy'}"
    yield f"settled in {report.settled_in:.0f} s"
    yield from _part("What was done to it", sorted(report.struck.items()))
    yield from _part("What people did, and were told", sorted(report.moves.items()))
    yield from _part("What happened", report.figures.items())
    yield from _part("What was looked at", sorted(verdict.looked_at.items()))
    yield from _part("What was found", ((what, len(f)) for what, f in verdict.found.items()))
    for what, found in verdict.found.items():
        yield from (f"  {what}: {one}" for one in found[:20])


def _part(title, rows):
    yield ""
    yield title
    yield from (f"  {name:<58} {value:>8}" for name, value in rows)
