# Dolomite in a container, as a user without rights. Built in two steps, so that what builds it does not travel along.
FROM python:3.12-slim AS build
WORKDIR /source
COPY pyproject.toml hatch_build.py README.md LICENSE constraints.txt ./
COPY src src
COPY tools tools
RUN pip install --no-cache-dir build && python -m build --wheel --outdir /wheel

FROM python:3.12-slim
RUN useradd --create-home --uid 10001 dolomite
COPY --from=build /wheel /wheel
COPY constraints.txt /wheel/
RUN pip install --no-cache-dir --constraint /wheel/constraints.txt /wheel/*.whl && rm -r /wheel
USER dolomite
WORKDIR /home/dolomite
ENTRYPOINT ["dolomite"]
CMD ["--help"]
