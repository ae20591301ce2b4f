"""How gunicorn serves the portal."""

import gc
import os

wsgi_app = "ungass_portal.wsgi"
bind = os.environ.get("BIND", "127.0.0.1:8000")
workers = int(os.environ.get("WEB_WORKERS", "2"))
threads = int(os.environ.get("WEB_THREADS", "3"))
worker_class = "gthread"
preload_app = True
timeout = 120
graceful_timeout = 20
keepalive = 30
max_requests = 20_000
max_requests_jitter = 2_000
worker_tmp_dir = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
accesslog = os.environ.get("ACCESS_LOG") or None
errorlog = "-"
loglevel = os.environ.get("LOG_LEVEL", "warning")
forwarded_allow_ips = os.environ.get("FORWARDED_ALLOW_IPS", "127.0.0.1")
limit_request_line = 8190  # a matrix address with every filter set is long


def when_ready(server):
    """Load everything, then take it out of the garbage collector's sight before the workers are forked.

    Full collections over Django's many long-lived objects are what makes some requests slow.
    """
    from django.urls import get_resolver  # Django is set up only once the app has been loaded

    len(get_resolver().url_patterns)  # imports every view
    gc.collect()
    gc.freeze()


def post_fork(server, worker):
    """Collect less often: a request makes many objects and drops them all."""
    gc.set_threshold(50_000, 50, 50)
