"""The public site: certificates, draws, results."""
