"""Which authority may handle a matter (管辖)."""
