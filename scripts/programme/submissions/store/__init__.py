"""The private store: a folder or an address elsewhere, what lies in it, the key, and the ledger that only grows."""
