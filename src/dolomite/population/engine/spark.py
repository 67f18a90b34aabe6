"""Spark, where the data may not move: a local session, or a cluster by its Spark Connect address."""

from __future__ import annotations

import os

import narwhals as nw
from pyspark.errors import PySparkException
from pyspark.sql import SparkSession

from dolomite.base.errors import InputError
from dolomite.population.columns import Frame

REMOTE = "SPARK_REMOTE"  # Spark's own variable: sc://host:port of a Spark Connect server


def session() -> SparkSession:
    """The session to compute in: the one that runs, the remote one that Spark's own variable names, or a local one."""
    held = SparkSession.getActiveSession()
    if held is not None:
        return held
    builder = SparkSession.builder.appName("dolomite").config("spark.ui.enabled", "false")
    if REMOTE not in os.environ:
        builder = (
            builder.master(os.environ.get("SPARK_MASTER", "local[2]"))
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.sql.shuffle.partitions", "8")
        )
    return builder.getOrCreate()


def read(paths: tuple[str, ...], kind: str) -> Frame:
    """The rows of the files as a lazy frame. Raises InputError for a file it cannot read. (No unit.)"""
    spark = session()
    try:
        if kind == ".csv":
            frame = spark.read.csv(list(paths), header=True, inferSchema=True)
        elif kind == ".parquet":
            frame = spark.read.parquet(*paths)
        else:
            from dolomite.population.engine import xpt

            frame = spark.createDataFrame(xpt.read(paths).to_pandas())
    except PySparkException as error:
        raise InputError(f"{paths[0]}: cannot be read ({str(error).splitlines()[0]}). Check the file.") from None
    rows: Frame = nw.from_native(frame)
    return rows
