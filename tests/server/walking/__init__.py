"""A walk through everything that the server gives, as every kind of person, looking for what is hidden."""
