"""Papers and charts: files for people, built from figures and texts."""
