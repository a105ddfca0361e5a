#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Compares `state --json` and `blame --json` with the naive replay of ../shared/oracle/replay.py at random points.

   oracle_compare.py --audit BIN --oracle replay.py --store URI [--tenant UUID] [--count 200] [--seed 1]
Exit 0: all equal. 1: differences, printed. 2: the comparison could not be made.
Draws aggregates with a preference for long and odd ones, and points by sequence and by time, before, between and after events.
"""
import argparse
import importlib.util
import json
import random
import subprocess
import sys
from datetime import datetime, timedelta
from decimal import Decimal


class Audit:
    """The program, asked for JSON."""

    def __init__(self, binary, store, tenant):
        self.base = [binary, '--store', store] + (['--tenant', tenant] if tenant else [])

    def text(self, *words):
        run = subprocess.run(self.base + list(words), capture_output=True, check=False)
        if run.returncode != 0:
            raise RuntimeError(f'{" ".join(words)}: exit {run.returncode}: {run.stderr.decode(errors="replace").strip()}')
        return run.stdout.decode('utf-8', 'surrogatepass')

    def json(self, *words):
        return json.loads(self.text('--json', *words), parse_float=Decimal)


def load_oracle(path):
    spec = importlib.util.spec_from_file_location('oracle_replay', path)
    module = importlib.util.module_from_spec(spec)
    sys.dont_write_bytecode = True
    spec.loader.exec_module(module)
    return module


def random_point(rng, events):
    """(options of the command line, arguments of the oracle)"""
    if rng.random() < 0.5:
        sequences = [e['sequence_number'] for e in events]
        n = rng.choice([0, rng.choice(sequences), rng.randint(1, max(sequences) + 1)])
        return ['--at-sequence', str(n)], {'at_sequence': n}
    when = datetime.fromisoformat(rng.choice(events)['timestamp'].replace('Z', '+00:00'))
    when += timedelta(microseconds=rng.choice([0, -1, 1, rng.randint(-90_000_000, 90_000_000)]))
    text = when.isoformat(timespec='microseconds').replace('+00:00', 'Z')
    return ['--at-time', text], {'at_time': text}


def compare(audit, oracle, aggregate, options, arguments, events):
    """The differences at one point, as lines."""
    want = oracle.replay(events, **arguments)
    state = audit.json('state', aggregate, *options)
    fields = audit.json('blame', aggregate, *options)['fields']
    wrong = []
    if not oracle.same(state['state'], want['state']):
        wrong.append(f'state is {state["state"]}, want {want["state"]}')
    if state['events_applied'] != want['events_applied']:
        wrong.append(f'events_applied is {state["events_applied"]}, want {want["events_applied"]}')
    if [f['path'] for f in fields] != [f['path'] for f in want['blame']]:
        wrong.append(f'blame paths are {[f["path"] for f in fields]}, want {[f["path"] for f in want["blame"]]}')
    else:
        wrong += [f'blame is {got}, want {exp}' for got, exp in zip(fields, want['blame']) if not oracle.same(got, exp)]
    return wrong


def main():
    parser = argparse.ArgumentParser()
    for name in ('--audit', '--oracle', '--store'):
        parser.add_argument(name, required=True)
    parser.add_argument('--tenant')
    parser.add_argument('--count', type=int, default=200)
    parser.add_argument('--seed', type=int, default=1)
    asked = parser.parse_args()

    oracle = load_oracle(asked.oracle)
    audit = Audit(asked.audit, asked.store, asked.tenant)
    rng = random.Random(asked.seed)
    aggregates = sorted(audit.json('aggregates')['aggregates'], key=lambda row: row['aggregate_id'])
    odd = [row for row in aggregates if row['events'] != row['last_sequence'] or row['first_sequence'] != 1]
    long = sorted(aggregates, key=lambda row: -row['events'])[:max(1, len(aggregates) // 50)]
    wrong = 0
    for _ in range(asked.count):
        pool = rng.choice([aggregates, aggregates, long, odd or aggregates])
        aggregate = rng.choice(pool)['aggregate_id']
        events = [json.loads(line, parse_float=Decimal) for line in audit.text('events', aggregate, '--format', 'jsonl').splitlines()]
        options, arguments = random_point(rng, events)
        for line in compare(audit, oracle, aggregate, options, arguments, events):
            wrong += 1
            print(f'{aggregate} {" ".join(options)}: {line}')
    print(f'{asked.count} points of {len(aggregates)} aggregates compared, {wrong} differences')
    return 1 if wrong else 0


if __name__ == '__main__':
    try:
        sys.exit(main())
    except (RuntimeError, OSError, KeyError, ValueError) as error:
        print(f'oracle_compare: {error}', file=sys.stderr)
        sys.exit(2)
