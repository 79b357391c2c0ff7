# One image for every work: to serve, to load, to operate. Built from the lock; nothing of the build stays in it.
FROM python:3.11.14-slim-bookworm AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PYTHONDONTWRITEBYTECODE=1
WORKDIR /build
COPY requirements.lock ./
RUN python -m venv /opt/ipatlas && /opt/ipatlas/bin/pip install --require-hashes -r requirements.lock
COPY pyproject.toml README.md LICENSE ./
COPY domain ./domain
COPY loaders ./loaders
COPY indexer ./indexer
COPY search_api ./search_api
COPY ui ./ui
RUN /opt/ipatlas/bin/pip install --no-deps --no-build-isolation .

FROM python:3.11.14-slim-bookworm
# Volumes take the owner of the folder that they are first mounted on.
RUN useradd --uid 1000 --no-create-home --shell /usr/sbin/nologin ipatlas \
    && install -d -o ipatlas -g ipatlas -m 0700 /state /keys/search /keys/load /keys/operate
COPY --from=build /opt/ipatlas /opt/ipatlas
ENV PATH=/opt/ipatlas/bin:$PATH IPATLAS_STATE=/state PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1
USER 1000:1000
WORKDIR /state
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=4 \
    CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8000/readyz', timeout=4)"]
ENTRYPOINT ["ipatlas"]
CMD ["serve", "--host", "0.0.0.0", "--port", "8000"]
