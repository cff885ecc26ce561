"""Never lost, never twice: everything dies and misbehaves, and then the books are read."""
