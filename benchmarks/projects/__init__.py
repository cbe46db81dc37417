"""Birlik and its peers on the projects of the PSPLIB, each run checked before it counts."""

from benchmarks.projects.cpsat import cpsat_run
from benchmarks.projects.jobshop import has_pyjobshop, pyjobshop_run
from benchmarks.projects.ours import birlik_run, compile_search
from benchmarks.projects.run import Run
from benchmarks.projects.sets import Instance, checked, instances

__all__ = [
    "Instance",
    "Run",
    "birlik_run",
    "checked",
    "compile_search",
    "cpsat_run",
    "has_pyjobshop",
    "instances",
    "pyjobshop_run",
]
