"""What people decide and how markers mark: the sheets to fill in, and what is read of those that come back filled in.

Start at `taking`. What follows from a decision is the business of the fold.
"""
