"""Back-ups: one encrypted file that proves itself whole, and the way back from it."""
