"""The server of the page: a stateless API over the same runs as the command line, and the built page itself."""

from multipolar.web.app import create_app

__all__ = ["create_app"]
