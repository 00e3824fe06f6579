"""The public outputs: pages, calendars, data, documents and the search list, as `{address: content}`.

Every renderer is a pure function of the records and the day. Nothing here writes a file or knows MkDocs.
"""
