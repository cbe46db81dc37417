"""From a plan to a timetable: the problem, its solvers, the timetable and its verifier."""
