"""Pages that belong to no single app: home, health, accessibility, gallery."""
