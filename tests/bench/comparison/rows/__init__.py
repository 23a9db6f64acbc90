"""The rows of the table, in order. Each takes the stage and yields its results."""

from rows import command_line, engine, fairness, http, life, scaling, telnet, whole

ROWS = {
    "http": http.measure,
    "telnet": telnet.measure,
    "whole": whole.measure,
    "fairness": fairness.measure,
    "engine": engine.measure,
    "build": life.measure_build,
    "start": life.measure_start,
    "memory": life.measure_memory,
    "scaling": scaling.measure,
    "command-line": command_line.measure,
}
