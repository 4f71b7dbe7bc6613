"""Whether Crible's chances come true: ``make calibration``, or ``python -m tests.calibration``."""
