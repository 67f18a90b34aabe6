"""Files of eaten food, each source in a module of its own: text in, a diary as typed out."""
