"""Addresses go in, what the web answers comes out; nothing else in postlint imports httpx or asyncio."""
