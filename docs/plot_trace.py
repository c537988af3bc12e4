#!/usr/bin/env python3
"""Plot potentials and spikes from a trace that `wriggle run --trace` wrote.

Above, the net potential of each neuron against its threshold; below, its spikes. The threshold is
not in the trace: give it with --threshold, as NAME=VALUE for one neuron or VALUE for all.

    wriggle run scenes/ring.worm.ron --trace ring.csv
    python3 docs/plot_trace.py ring.csv --threshold 10 -o ring.png

Needs pandas and matplotlib; works without a display.
"""

import argparse
import sys

import matplotlib

matplotlib.use("Agg")  # no display needed; must come before pyplot

import matplotlib.pyplot as plt
import pandas as pd

TICKS_PER_SECOND = 100
COLUMNS = ["tick", "creature", "neuron", "phase", "potential_e", "potential_i"]


def thresholds(words):
    """Turn ["10", "AVA=5"] into (10.0, {"AVA": 5.0})."""
    for_all, by_name = None, {}
    for word in words:
        name, _, value = word.rpartition("=")
        try:
            number = float(value)
        except ValueError:
            sys.exit(f"--threshold: VALUE or NAME=VALUE, not `{word}`")
        if name:
            by_name[name] = number
        else:
            for_all = number
    return for_all, by_name


def read(path, neurons, most):
    """Read a trace: a row a neuron and tick, with the time in seconds and the net potential."""
    # By default pandas takes a neuron called "NA" for a missing value.
    trace = pd.read_csv(path, usecols=COLUMNS, keep_default_na=False)
    if neurons:
        missing = sorted(set(neurons) - set(trace.neuron))
        if missing:
            sys.exit(f"{path}: there is no neuron {', '.join(missing)}")
        trace = trace[trace.neuron.isin(neurons)]
    trace["seconds"] = trace.tick / TICKS_PER_SECOND
    trace["potential"] = trace.potential_e.astype(float) + trace.potential_i.astype(float)
    # Neurons of different creatures may share a name.
    several = trace.creature.nunique() > 1
    trace["label"] = trace.creature + ": " + trace.neuron if several else trace.neuron
    groups = list(trace.groupby("label", sort=False))
    if len(groups) > most:
        print(f"{len(groups)} neurons, the first {most} are shown; choose with --neurons", file=sys.stderr)
    return groups[:most]


def plot(groups, for_all, by_name, title):
    """Draw one axis of potential a neuron, and the spikes of all below, on one axis of time."""
    count = len(groups)
    figure, axes = plt.subplots(
        count + 1,
        1,
        sharex=True,
        squeeze=False,
        figsize=(9, 1.1 * count + 0.25 * count + 1.4),
        height_ratios=[1.1] * count + [0.25 * count + 0.3],
        layout="constrained",
    )
    axes = axes[:, 0]
    colors = [f"C{index % 10}" for index in range(count)]
    for axis, (label, rows), color in zip(axes, groups, colors):
        axis.plot(rows.seconds, rows.potential, color=color, linewidth=1)
        threshold = by_name.get(rows.neuron.iloc[0], for_all)
        if threshold is not None:
            axis.axhline(threshold, color="0.4", linewidth=0.8, linestyle="--")
        axis.set_ylabel(label, rotation=0, ha="right", va="center")
    spikes = [rows.seconds[rows.phase == "Releasing"].to_numpy() for _, rows in groups]
    axes[-1].eventplot(spikes, colors=colors, lineoffsets=range(count), linelengths=0.7)
    axes[-1].set_yticks(range(count), [label for label, _ in groups])
    axes[-1].set_ylim(count - 0.5, -0.5)
    axes[-1].set_xlabel("time, s")
    for axis in axes:
        axis.spines[["top", "right"]].set_visible(False)
    figure.suptitle(title, x=0.01, ha="left")
    return figure


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("trace", help="CSV file written by `wriggle run --trace`; - for standard input")
    parser.add_argument("-o", "--output", default="trace.png", help="picture to write (default: %(default)s)")
    parser.add_argument("--neurons", type=lambda names: names.split(","), help="only these, as A,B,C")
    parser.add_argument("--threshold", action="append", default=[], help="VALUE or NAME=VALUE; may be repeated")
    parser.add_argument("--most", type=int, default=12, help="most neurons to show (default: %(default)s)")
    arguments = parser.parse_args()

    source = sys.stdin if arguments.trace == "-" else arguments.trace
    try:
        groups = read(source, arguments.neurons, arguments.most)
    except (OSError, ValueError) as error:
        sys.exit(f"{arguments.trace}: {error}")
    if not groups:
        sys.exit(f"{arguments.trace}: no rows")
    figure = plot(groups, *thresholds(arguments.threshold), arguments.trace)
    try:
        figure.savefig(arguments.output, dpi=150)
    except (OSError, ValueError) as error:
        sys.exit(f"{arguments.output}: {error}")


if __name__ == "__main__":
    main()
