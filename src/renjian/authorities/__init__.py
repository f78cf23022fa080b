"""Who supervises where: levels, divisions, posts, the tree of authorities."""
