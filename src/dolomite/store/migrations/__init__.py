"""Every shape the store has had, each made from the one before; run by `store/migrate.py`, never by hand."""
