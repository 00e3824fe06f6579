"""From a set of facts to one state for each submission, whatever order the facts came in. `fold` puts it together."""
