"""The officer's frame: inbox, navigation."""
