"""What a picture is, told by its first bytes."""


def kind_of(content: bytes) -> str:
    r"""Return `png`, `jpeg` or `svg`; an empty text for anything else.

    >>> kind_of(b"\x89PNG\r\n\x1a\n..."), kind_of(b"<svg xmlns='x'/>"), kind_of(b"MZ")
    ('png', 'svg', '')
    """
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if content.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    head = content[:1000].lstrip(b"\xef\xbb\xbf \r\n\t")
    return "svg" if head.startswith((b"<svg", b"<?xml")) and b"<svg" in head else ""
