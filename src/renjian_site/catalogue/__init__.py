"""The law as data for officers: browsing, lawful days, changes of the data, working days."""
