"""The server: people and their rights, the logs of exercises, pages, interfaces and the live stream."""
