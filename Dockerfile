# The portal for production: web, worker, cycle and backup are the same image with different commands.
FROM python:3.13-slim-trixie

ENV PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
RUN apt-get update \
    && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 fonts-noto-cjk \
        ca-certificates postgresql-common \
    # pg_dump must be as new as the server: Debian's own is older, that of PostgreSQL's repository is not
    && /usr/share/postgresql-common/pgdg/apt.postgresql.org.sh -y \
    && apt-get install -y --no-install-recommends postgresql-client-18 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --create-home --uid 10001 portal
WORKDIR /srv/portal
COPY requirements/production.txt requirements/production.txt
RUN pip install --no-deps --require-hashes -r requirements/production.txt
COPY . .
RUN python -m ungass_portal.lib.catalogues
# These values are for collecting files only; nothing of them stays in the image.
RUN SECRET_KEY=build DATABASE_URL=postgres://build@localhost/build ALLOWED_HOSTS=build SITE_URL=https://build \
    python manage.py collectstatic --no-input --verbosity 0

# A volume that is mounted here takes over its owner.
RUN install --directory --owner portal documents imports && install --directory --owner portal --mode 700 backups
USER portal
ENV BIND=0.0.0.0:8000
EXPOSE 8000
HEALTHCHECK CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/healthz')"]
CMD ["gunicorn", "-c", "gunicorn.conf.py"]
