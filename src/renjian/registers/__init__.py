"""Who and what is supervised (底数清): reading and checking reported files."""
