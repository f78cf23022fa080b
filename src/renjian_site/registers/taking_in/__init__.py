"""How events of an upload are merged into the registers, in sets (decision 33)."""
