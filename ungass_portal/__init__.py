"""The UNGASS portal: settings, addresses and what knows no model (`lib`)."""
