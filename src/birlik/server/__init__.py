"""The server: people and their rights, the exercises' logs, pages, interfaces and the live stream."""
