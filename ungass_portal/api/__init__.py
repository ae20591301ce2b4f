"""The API: one router under /api/v1/, fed by the apps."""
