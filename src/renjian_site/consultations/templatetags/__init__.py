"""How clauses look that officers typed."""
