"""Answers for programs: the same use cases and stops as the pages, as JSON of the shapes in `view/shape`. No guard."""
