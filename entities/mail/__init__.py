"""Mail: what the portal writes to people, and how it is sent at most once."""
