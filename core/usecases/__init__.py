"""What a person can do: one verb a file, always permission, load and fold, decide, append."""
