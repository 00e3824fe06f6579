"""What arrives in the external form: exports become facts, facts are folded into one state per submission.

Read `facts` first, then `outcome`, then `fold/fold.py`. Nothing here imports the site or the papers, and they import
nothing from here: what goes public is a bundle of a type of its own (`public/`).

What everything is made of:
    facts                what was seen and decided, and the words of answers, apart
    outcome              what follows from facts: states, accounts, and why
    references, names    keyed digests, and how a text is written before it is compared
    ceiling              the most that a round gives for one application
    setting, collector   the records, the key and the day of a command; the garbage collector at rest

From an export to a report, in the order of `run`, which puts it together:
    store/               where everything lies: inbox, ledger, words, reports, and the key
    fresh                which exports are new
    reading/             an export becomes facts
    keeping              words and facts go into the store; what a purge deletes meanwhile does not
    unread               files of the inbox of which no row can be read
    fold/                facts become an outcome, by the rules in `rules/`
    outputs              what people read of it, and the public bundle
    report/, public/     what stands in these
    publishing           the public bundle goes into a checkout
    published_versions   what is known of results that are public
    lost_words           words that were lost, from exports that still hold them
    ledger_warnings      what staff are told of the ledger

Besides a run:
    decide/              sheets of decisions and marks, written empty and taken filled in
    explain              the story of one submission
    purge                personal data goes: `purge_choice` says whose, `purge_exports` which files,
                         `deleted_words` takes words out of the store
    simulate/            invented exports with known faults
"""
