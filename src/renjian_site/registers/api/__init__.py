"""The API of the registers."""
