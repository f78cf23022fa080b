"""The law of certification supervision as values: no Django, no clock, no database."""
