"""The server: storage, people, the live stream, pages and API."""
