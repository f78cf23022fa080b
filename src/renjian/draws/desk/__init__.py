"""A draw from anyone's own tables (N102 四(二)): the command ``renjian draw``, without a site."""
