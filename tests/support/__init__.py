"""What the suite stands on: servers of its own, and builders."""
