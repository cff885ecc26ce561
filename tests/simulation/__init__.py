"""A month of a team and its stores, with time handed in: every nudge in time, once, and no more."""
