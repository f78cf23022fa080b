"""From a clue to a filed case (立案) and its clocks."""
