"""Documents of a sealed edition: what they hold stands in base, how it is written in a module for each format."""
