"""The frame of the API: how every endpoint asks, pages, answers and says no.

Endpoints stand in ``api.py`` of their slice and call the same commands and queries as the pages;
``renjian_site/urls.py`` puts them together under ``/api/v1/``.
"""
