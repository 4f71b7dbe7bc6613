"""Benchmarks against the budgets: ``make bench``, or ``make bench NAME=rank-25``. Nothing tests them."""
