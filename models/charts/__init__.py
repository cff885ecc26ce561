"""What the pictures in the digest show: counted in the database, kept as plain values."""
