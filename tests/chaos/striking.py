"""Whether a fault did anything: what did not is not counted, and is drawn again."""

NOTHING = object()  # What a fault, or its ending, answers when nobody felt it.


def if_met(met, heal):
    """
    An ending that knows whether the fault met anybody.

    Args:
        met: How often it has met somebody up to now.
        heal: Ends it.

    """
    before = met()

    def over():
        heal()
        return None if met() > before else NOTHING

    return over
