"""What arrives in the external form: exports become facts, facts are folded into one state per submission.

Read `facts` first, then `outcome`, then `fold/fold.py`. Nothing here imports the site or the papers, and they import
nothing from here: what goes public is a bundle of a type of its own (`public/`).
"""
