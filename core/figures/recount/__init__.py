"""The slow truth: every figure recounted from whole cases, one case at a time.

Nothing here is used by a screen. Tests and the check of a database compare it with what the tables say.
"""
