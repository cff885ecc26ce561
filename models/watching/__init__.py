"""What is wrong with the desk itself, and that its operators were told."""
