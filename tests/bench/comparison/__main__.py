"""Runs the rows of the benchmark table, one after the other."""

import argparse
import signal
import sys

import machine
import repeats
import results
import results_file
from growth import growth_tables
from processes import Failed
from rows import ROWS
from stage import TOP, stage_open

EX_UNAVAILABLE = 69
TURNS = 5  # more in rows with short turns
# Nothing is repeated that would take longer than this: a run takes at most 25 minutes, and a quick one
# four, with the build.
SECONDS, QUICK_SECONDS = 22 * 60, 200


def parse_arguments():
    parser = argparse.ArgumentParser(prog="tests/bench/run", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="up to four minutes, rougher figures")
    parser.add_argument("--json", metavar="FILE", help="write every figure of every turn to FILE")
    parser.add_argument(
        "--only", action="append", choices=ROWS, metavar="ROW",
        help=f"measure only this row; may be repeated: {', '.join(ROWS)}",
    )  # fmt: skip
    parser.add_argument(
        "--growth", action="store_true", help="measure how cost grows with size instead"
    )
    parser.add_argument(
        "--record", action="store_true", help="also write the table into tests/bench/RESULTS.md"
    )
    options = parser.parse_args()
    if options.record and options.only:
        parser.error("--record writes the whole table: it cannot be combined with --only")
    return options


def interrupted(*_):
    """Makes SIGTERM end everything, like CTRL-C."""
    raise KeyboardInterrupt


def units_of(rows):
    """The units of these rows under names of their own."""
    return {
        f"{row} ({name})" if name else row: unit
        for row in rows
        for name, unit in ROWS[row].items()
    }


def print_comparison(stage, options):
    about = machine.describe(TOP)
    clock = repeats.Clock(QUICK_SECONDS if options.quick else SECONDS)
    found, notes = repeats.measure(stage, units_of(options.only or ROWS), clock)
    print("\n".join([machine.title(about), "", *results.table(found, notes)]))
    if options.record:
        lines = [machine.title(about), "", *results.markdown_table(found, notes)]
        results_file.fill("tests/bench/run", lines)
    if options.json:
        results.write_json(options.json, about, found)


def print_growth(stage, options):
    lines = [machine.title(machine.describe(TOP)), "", *growth_tables(stage)]
    print("\n".join(lines))
    if options.record:
        results_file.fill("tests/bench/run --growth", lines)


def main():
    options = parse_arguments()
    signal.signal(signal.SIGTERM, interrupted)
    try:
        machine.raise_descriptors()
        server, client = machine.split_processors()
        seconds = 0.4 if options.quick else 3
        with stage_open(server, client, TURNS, seconds, options.quick) as stage:
            if options.growth:
                print_growth(stage, options)
            else:
                print_comparison(stage, options)
    except machine.TooSmall as reason:
        print(reason, file=sys.stderr)
        return EX_UNAVAILABLE
    except Failed as reason:
        print(reason, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


sys.exit(main())
