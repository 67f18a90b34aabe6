"""What holds for every test: a generated example has no deadline, for a busy machine would miss it."""

from hypothesis import settings

settings.register_profile("house", deadline=None)
settings.load_profile("house")
