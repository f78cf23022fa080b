"""The site: stores, shows and sends what the library decides."""
