"""Draws from plan to public record (双随机)."""
