"""The domain of the Community Action Programme.

Reads the records in `data/`, checks them, and says what follows from them on a given day. It knows
nothing of MkDocs or of command lines: those call it. Layers, each importing only what is below it:
`papers`, `site`, `submissions` → `catalogue`, `status`, `eligibility`, `standing`, `templates` → `records`, `reports`
→ `problems`, `clock`, `phrases`. `tests/test_architecture.py` sees to it.
"""
