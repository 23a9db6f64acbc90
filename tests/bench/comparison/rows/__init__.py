"""The rows of the table, in order. Each consists of units, {name: function}, that are measured, and if
need be repeated, on their own: the function takes the stage and yields results."""

from rows import caches, command_line, engine, fairness, http, life, scaling, telnet, whole

ROWS = {
    "http": http.UNITS,
    "latency": http.LATENCY_UNITS,
    "telnet": telnet.UNITS,
    "whole": whole.UNITS,
    "fairness": fairness.UNITS,
    "engine": engine.UNITS,
    "build": life.BUILD_UNITS,
    "start": life.START_UNITS,
    "memory": life.MEMORY_UNITS,
    "caches": caches.UNITS,
    "scaling": scaling.UNITS,
    "command-line": command_line.UNITS,
}
