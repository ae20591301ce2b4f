"""What else follows when a record is taken back from outside readers, for apps that hold more than entries."""

FOLLOWERS = []


def register(prepare, follow):
    """Have something follow a withdrawal; called in AppConfig.ready.

    `prepare(record, audiences)` does beforehand what takes long and can be done while everybody else goes on;
    `follow(record, audiences, prepared)` is then called under the clocks of the audiences.
    """
    FOLLOWERS.append((prepare, follow))


def prepare(record, audiences):
    """Make ready what follows; to be handed to `follow` in the same transaction."""
    return [prepare(record, audiences) for prepare, _follow in FOLLOWERS]


def follow(record, audiences, prepared):
    """Let everything follow that a withdrawal from these audiences brings about."""
    for (_prepare, follower), made_ready in zip(FOLLOWERS, prepared, strict=True):
        follower(record, audiences, made_ready)
