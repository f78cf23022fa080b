"""Checks of an uploaded table: each a rule over whole columns, with its sentence and its cure."""
