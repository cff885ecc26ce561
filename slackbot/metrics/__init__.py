"""
GET /metrics: asked, the desk looks into its tables and into Redis, and says what it sees.

Nothing is counted in memory: any web process says the same, and a restart forgets nothing.
"""
