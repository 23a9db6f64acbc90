"""The engine in process, compared with SQLite's FTS5. See tests/bench/engine.c and typing.c, which time
their turns themselves."""

import json

import mix
from results import Result, at_least, at_most
from stage import BUILD
from turns import Series

ROW = "engine, 10,000 queries of every kind"
TYPING = "engine, judged queries letter by letter"


def figures_of(stage, program, *arguments):
    """{name: {figure: Series}} that the program writes."""
    path = stage.new_directory() / "figures.json"
    stage.ask([BUILD / program, *arguments, path])
    run = object()
    written = json.loads(path.read_text(encoding="utf-8"))
    return {
        name: {figure: Series(run, tuple(turns)) for figure, turns in figures.items()}
        for name, figures in written.items()
    }


def measure_english(stage):
    taken = figures_of(stage, "bench-engine", "--json")
    for figure, most in ("p50", 1), ("p99", 40), ("worst", 500):
        yield Result(ROW, figure, "µs", taken["all"][figure], None, at_most(most))
    for figure in "p50", "p99":
        ours, theirs = taken["shared"][figure], taken["fts5"][figure]
        what = f"FTS5's {figure} ÷ ours, queries that both support"
        yield Result(ROW, what, "µs", theirs, ours, at_least(20))


def measure_all_languages(stage):
    if stage.quick:
        return
    taken = figures_of(stage, "bench-engine", "--all", "--json")["all"]
    for figure, goal in ("p50", None), ("p99", None), ("worst", at_most(1000)):
        yield Result(ROW, f"all languages: {figure}", "µs", taken[figure], None, goal)


def measure_typing(stage):
    typed = stage.write_lines(mix.as_typed(mix.queries()))
    taken = figures_of(stage, "bench-typing", typed)["typing"]
    for figure in "p50", "p99", "worst":
        yield Result(TYPING, figure, "µs", taken[figure], None, None)


UNITS = {
    "English": measure_english,
    "all languages": measure_all_languages,
    "typing": measure_typing,
}
