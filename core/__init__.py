"""The domain: plain Python, no storage, no screen, no clock of its own."""
