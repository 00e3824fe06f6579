"""Reading what staff edit: schemas, text with positions, the judgement of frictionless, and its wording."""
