"""How Alembic runs here: on the connection that `store/migrate.py` hands in, everything in its one transaction."""

from alembic import context

from dolomite.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"], target_metadata=metadata, transaction_per_migration=False
)
context.run_migrations()
