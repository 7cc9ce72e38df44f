"""A small browser for many threads at once: cookies, forms with their CSRF token, no redirects followed."""

import re
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass
from http.cookies import SimpleCookie


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        return None


@dataclass
class Answer:
    """Status, the address one is sent to, and the page."""

    status: int
    location: str
    text: str


class Browser:
    """One visitor of a real server."""

    def __init__(self, url: str, session: str = "") -> None:
        self.url, self.session = url, session
        self._opener = urllib.request.build_opener(_Stay, urllib.request.ProxyHandler({}))

    def get(self, path: str) -> Answer:
        return self._ask(urllib.request.Request(self.url + path))

    def post(self, path: str, data: dict[str, str]) -> Answer:
        body = urllib.parse.urlencode(data).encode()
        return self._ask(urllib.request.Request(self.url + path, data=body))

    def token_on(self, path: str) -> str:
        """The CSRF token of the first form on a page."""
        page = self.get(path)
        assert page.status == 200, page.text[:500]
        return str(re.findall(r'name="csrf_token" value="([^"]+)"', page.text)[0])

    def _ask(self, request: urllib.request.Request) -> Answer:
        if self.session:
            request.add_header("Cookie", f"session={self.session}")
        try:
            answer = self._opener.open(request, timeout=60)
        except urllib.error.HTTPError as error:
            answer = error
        with answer:
            text = answer.read().decode()
            for header in answer.headers.get_all("Set-Cookie") or []:
                if cookie := SimpleCookie(header).get("session"):
                    self.session = cookie.value
            return Answer(answer.status, answer.headers.get("Location", ""), text)
