"""Links that people join by, and their QR codes."""

from __future__ import annotations

import io

import segno


def join_link(base: str, code: str) -> str:
    """Where a session is joined; ``base`` is the address of the app without a path."""
    return f"{base}/?join={code}"


def voter_link(base: str, token: str) -> str:
    """A voter's personal link."""
    return f"{base}/?v={token}"


def link_picture(link: str) -> bytes:
    """A QR code as PNG, dark on white with its quiet zone, so that it reads in the dark too."""
    picture = io.BytesIO()
    segno.make(link, error="m").save(picture, kind="png", scale=8, border=3, dark="#17242b", light="#ffffff")
    return picture.getvalue()
