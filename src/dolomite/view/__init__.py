"""One module per room: `section(values...) -> Section`."""
