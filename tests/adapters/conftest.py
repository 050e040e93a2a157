"""The authority that vouches for the servers on loopback, and a context that trusts it."""

import ssl

import pytest
import trustme

from relance_xl.adapters.smtp_account import trusted_context


@pytest.fixture(scope="session")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def trusting(authority: trustme.CA) -> ssl.SSLContext:
    context = trusted_context()
    authority.configure_trust(context)
    return context
