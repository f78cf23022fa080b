"""Random draws anybody can check (双随机), algorithm RJ-DRAW/1."""
