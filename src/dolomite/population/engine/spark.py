"""Spark, where the data may not move: a local session, or a cluster by its Spark Connect address."""

from __future__ import annotations

import os
import socket
from pathlib import Path
from urllib.parse import urlsplit

import narwhals as nw
from py4j.protocol import Py4JError
from pyspark.errors import PySparkException
from pyspark.sql import SparkSession

from dolomite.base.errors import InputError
from dolomite.population.columns import Frame
from dolomite.population.engine import is_address

REMOTE = "SPARK_REMOTE"  # Spark's own variable: sc://host:port of a Spark Connect server
MASTER = "SPARK_MASTER"
ITS_PORT = 15002  # where a Spark Connect server listens unless told otherwise (Spark's documentation, "Spark Connect")
PATIENCE = 10  # seconds for a server to answer; Spark itself tries again for ten minutes
FAULTS = (PySparkException, Py4JError)


def session() -> SparkSession:
    """The session to compute in: the one that runs, the remote one that Spark's own variable names, or a local one.

    Raises InputError where no session can be started.
    """
    held = SparkSession.getActiveSession()
    if held is not None:
        return held
    builder = SparkSession.builder.appName("dolomite").config("spark.ui.enabled", "false")
    if os.environ.get(REMOTE, "").startswith("sc://"):
        _answers(os.environ[REMOTE])
    elif REMOTE not in os.environ:
        builder = (
            builder.master(os.environ.get(MASTER, "local[2]"))
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.sql.shuffle.partitions", "8")
        )
    try:
        return builder.getOrCreate()
    except (*FAULTS, RuntimeError, OSError) as error:
        raise InputError(
            f"Spark does not start ({_why(error)}). Check that Java is here, and the variables {REMOTE} and {MASTER}."
        ) from None


def _answers(address: str) -> None:
    """Raises InputError where nobody listens at a Spark Connect address."""
    try:
        place = urlsplit(address)
        socket.create_connection((place.hostname or "", place.port or ITS_PORT), timeout=PATIENCE).close()
    except (OSError, ValueError) as error:
        raise InputError(f"{REMOTE}: nobody answers at {address} ({error}). Start the server, or correct it.") from None


def _why(error: Exception) -> str:
    """The first line of an error that says something; Java's own stand behind the call that failed."""
    lines = [line.strip(" :") for line in str(error).splitlines()]
    told = [line for line in lines if line and not line.startswith("An error occurred while calling")]
    return told[0].rstrip(".") if told else type(error).__name__


def read(paths: tuple[str, ...], kind: str) -> Frame:
    """The rows of the files as a lazy frame. Raises InputError for a file it cannot read."""
    spark = session()
    whole = [
        path if is_address(path) else str(Path(path).absolute()) for path in paths
    ]  # a server has a folder of its own
    try:
        if kind == ".csv":
            frame = spark.read.csv(whole, header=True, inferSchema=True)
        elif kind == ".parquet":
            frame = spark.read.parquet(*whole)
        else:
            from dolomite.population.engine import xpt

            frame = spark.createDataFrame(xpt.read(paths).to_pandas())
        _ = frame.schema  # a server looks at a file only when asked for what is in it
    except FAULTS as error:
        raise InputError(f"{paths[0]}: cannot be read ({_why(error)}). Check the name and the file.") from None
    rows: Frame = nw.from_native(frame)
    return rows
