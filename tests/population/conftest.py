"""The engines that the suite runs on."""

from __future__ import annotations

import importlib.util
import shutil

import pytest


def pytest_generate_tests(metafunc):
    if "engine_name" in metafunc.fixturenames:
        spark = importlib.util.find_spec("pyspark") is not None and shutil.which("java") is not None
        marks = pytest.mark.spark
        metafunc.parametrize(
            "engine_name",
            ["duckdb", "polars", *([pytest.param("spark", marks=marks)] if spark else [])],
            scope="session",
        )
