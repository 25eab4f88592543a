"""The definition of every number on screen and paper: pure functions of cases or of counts."""
