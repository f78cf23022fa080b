"""What every slice needs: refusals with reasons, identifiers, canonical bytes, working days."""
