"""`make soak`: people edit and partners pull while processes, connections, disk and mail server fail."""
