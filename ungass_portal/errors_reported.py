"""Reports of errors to a service that speaks Sentry's protocol, if the operator names one."""

import sentry_sdk
from sentry_sdk.integrations.django import DjangoIntegration


def start(dsn: str, **options) -> None:
    """Report errors to the address; nothing happens without one.

    No personal data, no bodies and no values of variables leave the portal: drafts and secrets pass through them.
    """
    if not dsn:
        return
    sentry_sdk.init(
        dsn=dsn,
        integrations=[DjangoIntegration(transaction_style="url")],
        max_request_body_size="never",
        include_local_variables=False,
        before_send=_without_addresses,
        **options,
    )


def _without_addresses(event, hint):
    """Keep the route and leave out person and very address: feeds and links of mails hold their secret in it."""
    request = event.get("request", {})
    event["request"] = {"method": request.get("method")}
    for part in ("breadcrumbs", "user"):
        event.pop(part, None)
    return event
