"""Turning a staging folder into a site."""
