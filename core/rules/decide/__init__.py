"""Decisions: the case as it is and what a person asks for, in; the events that follow, out. Pure; refusals are
DomainErrors.
"""
