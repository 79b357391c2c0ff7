"""The engines that answer through the port of ``domain/engine.py``."""
