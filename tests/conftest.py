"""What every test may use: the food tables that are shipped, opened once. A generated example has no deadline, for a
busy machine would miss it."""

import pytest
from hypothesis import settings

settings.register_profile("house", deadline=None)
settings.load_profile("house")


@pytest.fixture(scope="session")
def catalogue():
    """The food tables that are shipped, and nothing imported."""
    from dolomite.food.table import Catalogue

    return Catalogue.open()
