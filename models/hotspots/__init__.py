"""Hot spots: what brings more disputes than chance would, so that it is cured at the source."""
