"""Authorities, what they cover, and the people in their posts."""
