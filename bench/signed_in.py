"""`python -m bench.signed_in`: the cookie of the demonstration's organizer, signed in."""

from meetings.access.actions import begin_session
from meetings.access.queries import find_account
from meetings.base.database import unit_of_work
from meetings.demo.actions import ORGANIZER
from meetings.factory import create_app


def cookie() -> str:
    """What a browser would send."""
    app = create_app()
    with app.app_context(), unit_of_work(writing=True):
        account = find_account(ORGANIZER)
        assert account is not None, "the demonstration is not loaded"
        token = begin_session(account)
    client = app.test_client()
    with client.session_transaction() as session:
        session["_user_id"] = token
    kept = client.get_cookie("session")
    assert kept is not None
    return f"session={kept.value}"


if __name__ == "__main__":
    print(cookie())
