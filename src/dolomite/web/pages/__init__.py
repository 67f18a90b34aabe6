"""One module for each place: what it shows and what its forms keep."""
