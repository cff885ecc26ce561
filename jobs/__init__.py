"""Everything away from a request: jobs, the clock, sources, the command line."""
