"""How the platform is read: in whose name, how often, and how each source is doing."""
