# SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Start and memory of the desktop against an empty Qt main window, pairwise under one X server.

usage: desktop.py BUILD_DIRECTORY DATA_DIRECTORY
Both programs say "shown" and end: the empty window after its first paint, the desktop once the sample's aggregates are painted.
"""
import os
import statistics
import subprocess
import sys
import time

ROUNDS = 15
BOUND = 2.0  # times the empty window


def run(command, environment):
    """Wall seconds until shown, processor seconds and peak memory (MiB) of one run."""
    started = time.monotonic()
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    said = process.stdout.readline()
    seconds = time.monotonic() - started
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0 or said != b'shown\n':
        sys.exit(f'{command[0]} ended with status {status}')
    return seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main():
    build, data = sys.argv[1:3]
    read, write = os.pipe()
    server = subprocess.Popen(['Xvfb', '-displayfd', str(write), '-screen', '0', '1440x900x24', '-nolisten', 'tcp'],
                              pass_fds=[write], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    os.close(write)
    with os.fdopen(read) as numbers:
        display = ':' + numbers.readline().strip()
    environment = {**os.environ, 'DISPLAY': display, 'QT_QPA_PLATFORM': 'xcb', 'XDG_CACHE_HOME': data, 'XDG_DATA_HOME': data,
                   'XDG_CONFIG_HOME': data}
    empty = [os.path.join(build, 'tests/benchmarks/bench_emptywindow')]
    inspector = [os.path.join(build, 'app/inspector/voicecore-inspector'), '--sample', '--quit-when-shown']
    try:
        run(empty, environment)      # warm the page cache
        run(inspector, environment)  # makes the sample
        pairs = [(run(inspector, environment), run(empty, environment)) for _ in range(ROUNDS)]
    finally:
        server.terminate()
        server.wait()
    ours = statistics.median(pair[0][0] for pair in pairs)
    yardstick = statistics.median(pair[1][0] for pair in pairs)
    ratio = statistics.median(pair[0][0] / pair[1][0] for pair in pairs)
    print(f'start of the desktop on the sample: {ours * 1000:.0f} ms; empty Qt window: {yardstick * 1000:.0f} ms; '
          f'ratio {ratio:.2f}; bound {BOUND:.2f}: {"kept" if ratio <= BOUND else "MISSED"}')
    ours = statistics.median(pair[0][1] for pair in pairs)
    yardstick = statistics.median(pair[1][1] for pair in pairs)
    ratio = statistics.median(pair[0][1] / pair[1][1] for pair in pairs)
    print(f'processor time of it: {ours * 1000:.0f} ms; empty Qt window: {yardstick * 1000:.0f} ms; ratio {ratio:.2f}')
    ours = max(pair[0][2] for pair in pairs)
    yardstick = max(pair[1][2] for pair in pairs)
    print(f'peak memory of the desktop on the sample: {ours:.0f} MiB; empty Qt window: {yardstick:.0f} MiB; ratio {ours / yardstick:.2f}')


if __name__ == '__main__':
    main()
