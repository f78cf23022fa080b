"""Law as dated data: sources, offences, deadlines, check items, each with its clause."""
