"""Where disputes and orders come from."""
