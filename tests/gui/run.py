# SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs one walk through the desktop in a D-Bus session and with settings of its own; skips, by name, where a tool is missing.

usage: run.py WALK --inspector PROGRAM --postgres PROGRAM --shared FOLDER --out FOLDER [--colors light|dark]
WALK is the name of a module beside this file with a function walk(options).
"""
import argparse
import importlib
import os
import shutil
import subprocess
import sys
import tempfile

TOOLS = {'dbus-run-session': 'dbus', 'Xvfb': 'xvfb', 'xdotool': 'xdotool', 'import': 'imagemagick', 'psql': 'postgresql'}


def missing(options):
    """Why this walk cannot run here, or None."""
    if not os.path.exists(os.path.join(options.shared, 'stock', 'traffic.sql')):
        return '../shared is absent: stock'
    for tool, package in TOOLS.items():
        if shutil.which(tool) is None:
            return f'{tool} is not installed (package {package})'
    try:
        importlib.import_module('pyatspi')
    except ImportError as error:
        return f'pyatspi is not installed (package python3-pyatspi): {error}'
    return None


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('walk')
    for name in ('--inspector', '--postgres', '--shared', '--out'):
        parser.add_argument(name, required=True)
    parser.add_argument('--colors', default='light')
    parser.add_argument('--inside', action='store_true', help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.inside:
        importlib.import_module(options.walk).walk(options)
        return 0
    why = missing(options)
    if why:
        print(f'SKIP gui_{options.walk}: {why}')
        return 0
    with tempfile.TemporaryDirectory(prefix='vci-gui-') as home:
        private = {'HOME': home, 'TZ': 'UTC', 'LC_ALL': 'C.UTF-8'}
        for variable in ('XDG_CONFIG_HOME', 'XDG_DATA_HOME', 'XDG_CACHE_HOME', 'XDG_STATE_HOME', 'XDG_RUNTIME_DIR'):
            private[variable] = os.path.join(home, variable.lower())
            os.mkdir(private[variable], mode=0o700)
        command = ['dbus-run-session', '--', sys.executable, os.path.abspath(__file__), *sys.argv[1:], '--inside']
        return subprocess.run(command, env={**os.environ, **private}).returncode


if __name__ == '__main__':
    sys.exit(main())
