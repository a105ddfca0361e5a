# SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The stock database in a private PostgreSQL, and what SQL says about it: the other side of every assertion."""
import importlib.util
import json
import os
import subprocess
from decimal import Decimal

ACME = '11111111-1111-4111-8111-111111111111'


class Stock:
    """Runs from construction to close()."""

    def __init__(self, program, shared, calls=2000):
        self.process = subprocess.Popen([program, str(calls)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.uri = self.process.stdout.readline().strip()
        self.auditor = self.process.stdout.readline().strip()
        if not self.auditor:
            raise SystemExit('the private PostgreSQL did not start')
        oracle = importlib.util.spec_from_file_location('oracle', os.path.join(shared, 'oracle', 'replay.py'))
        self.oracle = importlib.util.module_from_spec(oracle)
        oracle.loader.exec_module(self.oracle)

    def close(self):
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()

    def rows(self, sql, *values):
        """The rows as tuples of strings. $1, $2 … in sql stand for the values, quoted."""
        for number, value in reversed(list(enumerate(values, 1))):
            sql = sql.replace(f'${number}', "'" + str(value).replace("'", "''") + "'")
        done = subprocess.run(['psql', '-XqAt', '-F', '\x1f', '-v', 'ON_ERROR_STOP=1', '-c', sql, self.uri],
                              check=True, capture_output=True, text=True)
        return [tuple(line.split('\x1f')) for line in done.stdout.splitlines()]

    def value(self, sql, *values):
        return self.rows(sql, *values)[0][0]

    def events(self, aggregate):
        """Of Acme, in the order of the timeline, as the oracle wants them."""
        rows = self.rows("""SELECT json_build_object('id', id, 'event_type', event_type, 'event_version', event_version,
                              'event_data', event_data, 'sequence_number', sequence_number, 'timestamp', "timestamp"::text || 'Z',
                              'aggregate_type', aggregate_type, 'causation_id', causation_id)
                            FROM event_store WHERE tenant_id = $1 AND aggregate_id = $2
                            ORDER BY sequence_number, "timestamp", id""", ACME, aggregate)
        return [json.loads(row[0], parse_float=Decimal) for row in rows]

    def blame(self, aggregate, path, upto=None):
        """The oracle's answer for one field after the first upto events (all, if None)."""
        answer = self.oracle.replay(self.events(aggregate)[:upto])
        return next(entry for entry in answer['blame'] if entry['path'] == path)

    def differing(self, aggregate, before, after):
        """{top-level field: '+', '−' or '~'} between the states after so many events; without the last_* fields."""
        states = []
        for count in (before, after):
            state = self.oracle.replay(self.events(aggregate)[:count])['state']
            states.append({key: value for key, value in state.items() if not key.startswith('last_')})
        one, two = states
        signs = {key: '+' for key in two if key not in one} | {key: '−' for key in one if key not in two}
        return signs | {key: '~' for key in one if key in two and not self.oracle.same(one[key], two[key])}

    def causes(self, event):
        """[(event id, type, aggregate id)] from an event up to its first cause."""
        return self.rows("""WITH RECURSIVE up(id, event_type, aggregate_id, causation_id, depth) AS (
                              SELECT id, event_type, aggregate_id, causation_id, 0 FROM event_store WHERE tenant_id = $1 AND id = $2
                              UNION ALL
                              SELECT e.id, e.event_type, e.aggregate_id, e.causation_id, depth + 1
                              FROM up JOIN event_store e ON e.tenant_id = $1 AND e.id = up.causation_id WHERE depth < 100)
                            SELECT id, event_type, aggregate_id FROM up ORDER BY depth""", ACME, event)

    def cycle(self):
        """[(event id, type, aggregate id)] of the causal cycle of Acme, each caused by the one before; the first is the oldest."""
        return self.rows("""WITH RECURSIVE up(origin, id, path, closed) AS (
                              SELECT id, causation_id, ARRAY[id], causation_id = id FROM event_store
                              WHERE tenant_id = $1 AND causation_id IS NOT NULL
                              UNION ALL
                              SELECT origin, e.causation_id, path || e.id, e.causation_id = origin
                              FROM up JOIN event_store e ON e.tenant_id = $1 AND e.id = up.id
                              WHERE NOT closed AND e.id <> ALL (path) AND cardinality(path) < 20)
                            SELECT e.id, e.event_type, e.aggregate_id FROM event_store e
                            WHERE e.id IN (SELECT origin FROM up WHERE closed) ORDER BY "timestamp" """, ACME)
