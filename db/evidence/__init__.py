"""Papers and photographs of cases: their files, their rows, and the proof that both are there."""
