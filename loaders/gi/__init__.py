"""Registers of geographical indications."""
