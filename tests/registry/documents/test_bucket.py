"""Documents in a bucket of a real server that speaks S3: made, read in parts, listed, and told when it is away."""

import boto3
import pytest
from django.core.files.storage import storages
from moto.server import ThreadedMotoServer

from entities import jobs
from entities.choices import JobState
from registry.documents import job, store
from tests.registry.documents.test_job import few, revision  # noqa: F401 - fixtures

BUCKET = "documents"


@pytest.fixture(scope="module")
def server():
    """A server on the loopback, with one bucket."""
    found = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    found.start()
    host, port = found.get_host_and_port()
    yield f"http://{host}:{port}"
    found.stop()


@pytest.fixture
def bucket(server, settings):
    """The portal keeps its documents in the bucket."""
    keys = {"aws_access_key_id": "key", "aws_secret_access_key": "secret", "region_name": "us-east-1"}
    boto3.client("s3", endpoint_url=server, **keys).create_bucket(Bucket=BUCKET)
    options = {"bucket_name": BUCKET, "endpoint_url": server, "access_key": "key", "secret_key": "secret"}
    options |= {"region_name": "us-east-1", "file_overwrite": True}
    settings.DOCUMENTS_BUCKET = BUCKET
    settings.STORAGES = {
        **settings.STORAGES,
        "documents": {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options},
    }
    return storages["documents"]


@pytest.mark.django_db
def test_documents_are_made_into_the_bucket_and_handed_out_by_the_portal(bucket, revision, few, client):  # noqa: F811
    row = job.job_of(revision)

    jobs.run(str(row.pk))

    row.refresh_from_db()
    documents = list(revision.documents.order_by("path"))
    assert (row.state, store.paths()) == (JobState.DONE, [document.path for document in documents])
    whole = client.get(f"/editions/2018-02/rev-0/documents/{documents[0].name}").getvalue()
    with store.opened(documents[0].path) as file:
        assert whole == file.read()
    assert len(whole) == documents[0].size


def test_a_half_made_document_is_not_there(bucket):
    def begin():
        with store.writing("2018-02/half.json") as file:
            file.write(b"{")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        begin()

    assert not store.is_there("2018-02/half.json")


def test_a_bucket_that_is_away_is_told_in_words(bucket):
    bucket.bucket.delete_objects(Delete={"Objects": [{"Key": name} for name in [*store.paths(), "none"]]})
    bucket.bucket.delete()

    with pytest.raises(store.StoreError, match="cannot be kept in the bucket documents"), store.writing("a") as file:
        file.write(b"{}")
    with pytest.raises(OSError, match="a"):
        store.opened("a")
