"""The REST API: it reads requests, asks those who decide, and says what they decided as JSON."""
