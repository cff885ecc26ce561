"""What tests stand on: real servers in threads, and how to read them."""
