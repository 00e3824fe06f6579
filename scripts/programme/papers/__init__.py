"""Advice and toolkit on paper: cards, large print and the whole toolkit, as tagged PDF files."""
