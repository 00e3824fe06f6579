"""Validated, cross-linked, immutable records, and the rules between them."""
