"""Evidence Check: reads a dossier for customs' advanced certification and says, clause by clause, what it shows."""

__version__ = "0.1.0"
