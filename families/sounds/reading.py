class NotASound(Exception):
    """It is no recording that we can read."""
