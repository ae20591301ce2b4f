"""`make bench`: the portal beside a plain Django registry and PostgreSQL alone, on the same rows."""
