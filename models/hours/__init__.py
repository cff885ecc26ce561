"""Working time: whose it is, who is on shift, and the team's own targets within it."""
