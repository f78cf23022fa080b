"""The record of every act: append-only streams by authority and year."""
