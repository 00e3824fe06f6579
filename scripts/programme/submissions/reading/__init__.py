"""Exports become facts here, exactly as the form's record declares them. Start at `export`; nothing is guessed."""
