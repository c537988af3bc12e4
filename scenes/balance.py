#!/usr/bin/env python3
"""Writes balance.worm.ron: 400 excitatory and 100 inhibitory neurons, wired by chance.

    python3 scenes/balance.py [--seed K] [--out FILE]

The same seed makes the same file.
"""
import argparse
import math
import pathlib
import random

TARGET = 2.0  # spikes a second
LEARNS = 0.0015  # of the range of weights, at a pair
TAU = 5.0  # ticks
INPUTS = {"excitatory": 8, "inhibitory": 8}  # of an excitatory neuron
INPUTS_OF_INHIBITORY = 8

COMMENT = """\
// Balance: inhibition that learns holds a network at two spikes a second, whatever drives it.
//
// 400 excitatory neurons are driven each by another amount, with noise, and excite one another. 100 inhibitory ones
// hear them and inhibit them, through synapses that learn by the rule of Vogels and others (2011): an inhibitory spike
// close to one of its target strengthens the synapse, every one by itself weakens it a little, and the two are even
// when the target fires at the rate that is wanted. At 300 s the drive grows by half: all fire faster, and in a
// hundred seconds they are back.
//
//   DRIVE       charges every excitatory neuron, through weights of 0.6 to 1.8: so much a tick. It fires without end,
//               and what it released fades slowly.
//   MORE        half of that once more, silenced until 300 s.
//   E, I        the neurons: E000-E399, I00-I99.
//
// Try: run --no-learning; take the `plasticity` away; give DRIVE twice the `production`. `each_pre` sets the rate: it is
// -2 * pre_then_post * rate / 100 / (exp(1 / tau) - 1). Made by `scenes/balance.py`, another network by another seed.
"""


def cell(threshold, conduction, production, more):
    return f"threshold: {threshold}, conduction: {conduction}, refractory: 5, production: {production}, sharing: Broadcast, {more}"


def at(index, columns, left):
    """A place in a grid, as a scene says it: none for the default."""
    x, y = left + index % columns, 19 - index // columns
    return f", at: ({x:.1f}, {y:.1f})" if (x, y) != (0, 0) else ""


def weight(value):
    return f", weight: {value}" if value != 1 else ""


def scene(seed):
    chance = random.Random(seed)
    excitatory = [f"E{i:03}" for i in range(400)]
    inhibitory = [f"I{i:02}" for i in range(100)]
    each = -2 * LEARNS * TARGET / 100 / (math.exp(1 / TAU) - 1)
    neurons, synapses, noise = [], [], []
    neurons.append('(name: "DRIVE", class: "drive", at: (-3.0, 10.0))')
    neurons.append('(name: "MORE", class: "drive", at: (-3.0, 6.0))')
    neurons += [f'(name: "{name}", class: "excitatory"{at(i, 20, 0)})' for i, name in enumerate(excitatory)]
    neurons += [f'(name: "{name}", class: "inhibitory"{at(i, 5, 22)})' for i, name in enumerate(inhibitory)]
    synapses += ['(from: "DRIVE", to: "DRIVE")', '(from: "MORE", to: "MORE")']
    for name in excitatory:
        drive = round(chance.uniform(0.6, 1.8), 2)
        synapses.append(f'(from: "DRIVE", to: "{name}"{weight(drive)})')
        synapses.append(f'(from: "MORE", to: "{name}"{weight(round(drive / 2, 3))})')
        noise.append(f'Noise(creature: "Balance", neuron: "{name}", amount: 1.5, at: 0.0, seconds: 1000000.0)')
    for name in excitatory:
        for source in chance.sample([other for other in excitatory if other != name], INPUTS["excitatory"]):
            synapses.append(f'(from: "{source}", to: "{name}", weight: 0.08)')
        for source in chance.sample(inhibitory, INPUTS["inhibitory"]):
            synapses.append(f'(from: "{source}", to: "{name}", weight: 0.3, plasticity: "balance")')
    for name in inhibitory:
        for source in chance.sample(excitatory, INPUTS_OF_INHIBITORY):
            synapses.append(f'(from: "{source}", to: "{name}", weight: 0.35)')
    stimuli = ['Silence(creature: "Balance", neuron: "MORE", at: 0.0, seconds: 300.0)',
               'Inject(creature: "Balance", neuron: "MORE", at: 300.0, amount: (1.0, 0.0))', *noise]
    lines = lambda entries, depth: "".join(f"{' ' * 4 * depth}{entry},\n" for entry in entries)
    quiet = "start: (conduction_left: 0, pool: "
    classes = [
        f'"excitatory": (color: "#d1495b", params: ({cell(10.0, 3, "(0.5, 0.0)", "leak: 0.02, potential_floor: -100.0, pool_limit: 12.0")}), {quiet}(12.0, 0.0)))',
        f'"inhibitory": (color: "#5b8def", params: ({cell(6.0, 1, "(0.0, -0.3)", "leak: 0.02, pool_limit: 3.0")}), {quiet}(0.0, -3.0)))',
        '"drive": (color: "#e8c547", params: (threshold: 0.1, conduction: 1, refractory: 1, production: (0.1, 0.0), reuptake: 0.0, residue: 0.9, sharing: Broadcast), start: (conduction_left: 1))',
    ]
    rule = f'"balance": (pre_then_post: {LEARNS}, post_then_pre: {LEARNS}, each_pre: {each:.6f}, tau_pre: {TAU}, tau_post: {TAU}, max: 10.0)'
    return (
        COMMENT + '(\n    format: 1,\n    name: "Balance",\n'
        '    about: "Inhibition that learns holds 500 neurons at two spikes a second, whatever drives them.",\n'
        f"    seed: {seed},\n    classes: {{\n{lines(classes, 2)}    }},\n    plasticity: {{\n{lines([rule], 2)}    }},\n"
        '    creatures: [\n        (\n            name: "Balance",\n'
        f"            neurons: [\n{lines(neurons, 4)}            ],\n            synapses: [\n{lines(synapses, 4)}            ],\n"
        f"        ),\n    ],\n    stimuli: [\n{lines(stimuli, 2)}    ],\n)\n"
    )


def main():
    parser = argparse.ArgumentParser(description="Writes a network that inhibition holds in balance.")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=pathlib.Path, default=pathlib.Path(__file__).with_name("balance.worm.ron"))
    asked = parser.parse_args()
    asked.out.write_text(scene(asked.seed), encoding="utf-8")


if __name__ == "__main__":
    main()
