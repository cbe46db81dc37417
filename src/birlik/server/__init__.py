<<<<<<< HEAD
"""The server: people and their rights, the exercises' logs, pages, interfaces and the live stream."""
=======
"""The server: storage, people, the live stream, pages and API."""
>>>>>>> store
