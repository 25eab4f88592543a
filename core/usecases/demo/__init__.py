"""The demonstration province: invented, deterministic, and built by the same commands that people use."""
