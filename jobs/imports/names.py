"""Columns by their plain names: however wide a bracket is typed, it is the same column."""

import unicodedata


def plain(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).casefold().strip("\ufeff").split())
