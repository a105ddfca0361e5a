# SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The PDF report of a case of 10,000 events, as the command line makes it without a display, against its bound.

usage: report.py BUILD_DIRECTORY DATA_DIRECTORY [EVENTS]
Two reports: of the whole case, which counts and judges every event; and of its longest histories, which tells each of their events.
"""
import json
import os
import subprocess
import sys
import time

BOUND_SECONDS = 30
EVENTS_PER_CALL = 11  # fewer than the generator makes, so that there are at least as many events as asked for


class Audit:
    """voicecore-audit on one case file; answers are its JSON."""

    def __init__(self, build, data):
        self.program = os.path.join(build, 'app/audit/voicecore-audit')
        self.case = os.path.join(data, 'report.vcase')
        self.environment = {**os.environ, 'QT_QPA_PLATFORM': 'offscreen', 'XDG_CACHE_HOME': data, 'XDG_DATA_HOME': data,
                            'XDG_CONFIG_HOME': data, 'XDG_STATE_HOME': data}

    def run(self, *arguments):
        done = subprocess.run([self.program, '--store', self.case, '--json', *arguments], env=self.environment, check=False,
                              stdout=subprocess.PIPE)
        if done.returncode != 0:
            sys.exit(f'{arguments[0]} ended with status {done.returncode}')
        return json.loads(done.stdout)


def measure(audit, what, events, arguments):
    """Makes one report, times it, and prints the line."""
    pdf = audit.case + '.pdf'
    started = time.monotonic()
    answer = audit.run('report', pdf, *arguments)
    seconds = time.monotonic() - started
    size = os.path.getsize(pdf) / 1e6
    os.remove(pdf)
    print(f'PDF report of {what}, {events or answer["events"]} events, {size:.1f} MB: {seconds:.1f} s; bound {BOUND_SECONDS} s; '
          f'ratio {seconds / BOUND_SECONDS:.2f} {"met" if seconds < BOUND_SECONDS else "MISSED"}', flush=True)
    return seconds < BOUND_SECONDS


def main():
    build, data = sys.argv[1:3]
    events = int(sys.argv[3]) if len(sys.argv) > 3 else 10_000
    audit = Audit(build, data)
    audit.run('init', audit.case)
    audit.run('generate', '--calls', str(-(-events // EVENTS_PER_CALL)), '--seed', '7')
    told, chosen = 0, []
    for row in audit.run('aggregates', '--sort', 'events', '--limit', str(events))['aggregates']:
        if told >= events:
            break
        told += row['events']
        chosen += ['--aggregate', row['aggregate_id']]
    is_met = measure(audit, 'a whole case', None, [])
    is_met = measure(audit, f'{len(chosen) // 2} histories', told, chosen) and is_met
    sys.exit(0 if is_met else 1)


if __name__ == '__main__':
    main()
