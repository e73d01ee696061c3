"""A text goes in, the same text in small letters without accents comes out."""

from __future__ import annotations

import unicodedata


def plain(text: str) -> str:
    """Small letters without their accents."""
    if text.isascii():
        return text.lower()
    return "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char)).lower()
