"""The door to an endpoint that speaks OpenAI's protocol: off without a key, and never trusted."""
