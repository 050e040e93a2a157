"""Mails as bytes for the tests of the mailbox."""

HEAD = (
    b"From: Client <client@client.example>\r\n"
    b"To: compta@acme.example\r\n"
    b"Subject: Re: Rappel\r\n"
    b"Date: Mon, 2 Mar 2026 10:00:00 +0000\r\n"
)


def mail(body: bytes = b"Bonjour\r\n", headers: bytes = b"", head: bytes = HEAD) -> bytes:
    """Put one mail together; `headers` are whole lines."""
    return head + headers + b"\r\n" + body


def multipart(*parts: bytes, kind: bytes = b"mixed", headers: bytes = b"") -> bytes:
    """Put a multipart mail together; each part brings its own headers."""
    lines = b"".join(b"--cut\r\n" + part + b"\r\n" for part in parts)
    typed = b"Content-Type: multipart/" + kind + b"; boundary=cut\r\n"
    return mail(lines + b"--cut--\r\n", typed + headers)


def text_part(text: str, charset: str = "utf-8", subtype: str = "plain") -> bytes:
    """Write a text part."""
    told = f"Content-Type: text/{subtype}; charset={charset}\r\n\r\n".encode()
    return told + text.encode(charset)


def nested(depth: int) -> bytes:
    """Put parts into parts, without end."""
    typed = b"Content-Type: multipart/mixed; boundary="
    levels = (typed + b"b%d\r\n\r\n--b%d\r\n" % (level, level) for level in range(depth))
    return HEAD + b"".join(levels) + b"\r\nx"


MIXED_DEEP = nested(50)
