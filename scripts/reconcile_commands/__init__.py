"""The commands of scripts/reconcile.py, a file each. What they do is in programme.submissions."""
