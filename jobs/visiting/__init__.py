"""One visit to a store: what is read there, how often, and handed to the intake."""
