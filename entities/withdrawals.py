"""What else follows when a record is taken back from outside readers, for apps that hold more than entries."""

FOLLOWERS = []


def register(follower):
    """Have `follower(record, audiences)` called under the clocks of the audiences; called in AppConfig.ready."""
    FOLLOWERS.append(follower)


def follow(record, audiences):
    """Let everything follow that a withdrawal from these audiences brings about."""
    for follower in FOLLOWERS:
        follower(record, audiences)
