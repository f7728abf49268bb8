"""The tables of what other systems are and did."""

from .clients import ApiClient
from .keys import SentOnce

__all__ = ["ApiClient", "SentOnce"]
