"""How gunicorn serves the portal."""

import gc
import os
import shutil
import tempfile

# Before anything is imported: each web process writes its figures there, and any of them can tell the sum.
os.environ.setdefault("PROMETHEUS_MULTIPROC_DIR", tempfile.mkdtemp(prefix="ungass-metrics-"))

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
# Without the address: those of secret feeds and of links in letters hold their secret.
access_log_format = '%(h)s %(t)s "%(m)s %(H)s" %(s)s %(B)s %(D)s'
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


def child_exit(server, worker):
    """Let figures of an ended process count no longer as those of a living one."""
    from prometheus_client import multiprocess  # reads the folder's variable

    multiprocess.mark_process_dead(worker.pid)


def on_exit(server):
    """Delete the folder of the figures."""
    shutil.rmtree(os.environ["PROMETHEUS_MULTIPROC_DIR"], ignore_errors=True)


def post_fork(server, worker):
    """Collect less often: a request makes many objects and drops them all."""
    gc.set_threshold(50_000, 50, 50)
