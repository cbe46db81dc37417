"""Peers that solve the projects of the PSPLIB."""

from benchmarks.projects.cpsat import cpsat_run
from benchmarks.projects.jobshop import pyjobshop_run

__all__ = ["cpsat_run", "pyjobshop_run"]
