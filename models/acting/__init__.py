"""What a person lets the desk do at the platform: approved, sent once, and looked for."""
