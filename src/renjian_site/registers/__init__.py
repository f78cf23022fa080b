"""Registers of the supervised (名录库) and the uploads they come from."""
