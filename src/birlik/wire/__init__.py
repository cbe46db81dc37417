"""What the server and programs say to one another: requests and answers of the API, and its problems."""
