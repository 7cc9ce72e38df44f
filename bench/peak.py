"""`python -m bench.peak PATH COOKIE`: ask the app for a path in this process, piece by piece; kilobytes at the most."""

import resource
import sys

from meetings.factory import create_app


def most(path: str, cookie: str) -> int:
    """The most memory that the process had."""
    answer = create_app().test_client().get(path, headers={"Cookie": cookie}, buffered=False)
    for _piece in answer.response:
        pass
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


if __name__ == "__main__":
    print(most(sys.argv[1], sys.argv[2]))
