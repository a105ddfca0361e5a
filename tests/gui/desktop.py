# SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The desktop seen from outside: a real window under Xvfb, keys as a keyboard sends them, controls as a screen reader meets them.

Run below `dbus-run-session`, with Debian's python3 (pyatspi). Nothing here reaches into the program.
"""
import os
import signal
import subprocess
import time

import pyatspi

APPLICATION = 'voicecore-inspector'


class Absent(Exception):
    """A control that did not appear in time."""


def wait_for(condition, what, seconds=20.0):
    """The first true value of condition(); Absent after that many seconds. Polls because AT-SPI objects come and go."""
    end = time.monotonic() + seconds
    while True:
        try:
            value = condition()
            if value:
                return value
        except Exception as error:  # an object that died between two calls: ask again
            value = error
        if time.monotonic() > end:
            raise Absent(f'{what} (last: {value!r})')
        time.sleep(0.05)


class Screen:
    """A private X server of a given size."""

    def __init__(self, size='1440x900'):
        read, write = os.pipe()
        self.process = subprocess.Popen(['Xvfb', '-displayfd', str(write), '-screen', '0', f'{size}x24', '-nolisten', 'tcp'],
                                        pass_fds=[write], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(write)
        with os.fdopen(read) as numbers:
            self.display = ':' + numbers.readline().strip()
        os.environ['DISPLAY'] = self.display

    def picture(self, file):
        os.makedirs(os.path.dirname(file), exist_ok=True)
        subprocess.run(['import', '-window', 'root', file], check=True)

    def close(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait()


class Inspector:
    """One running desktop."""

    def __init__(self, binary, arguments, environment):
        started = time.monotonic()
        self.log = open('inspector.log', 'ab')
        self.process = subprocess.Popen([binary, *arguments], env={**os.environ, **environment, 'QT_LINUX_ACCESSIBILITY_ALWAYS_ON': '1',
                                                                   'QT_ACCESSIBILITY': '1', 'QT_QPA_PLATFORM': 'xcb'}, stderr=self.log)
        self.root = wait_for(self._application, 'the application on the accessibility bus')
        self.window = wait_for(lambda: next(iter(self.all(pyatspi.ROLE_FRAME)), None), 'the main window')
        self.start_seconds = time.monotonic() - started

    def _application(self):
        for application in pyatspi.Registry.getDesktop(0):
            if application is not None and application.get_process_id() == self.process.pid:
                return application
        return None

    def alive(self):
        return self.process.poll() is None

    def _walk(self, node, depth=0):
        if node is None or depth > 40:
            return
        yield node
        # A table of a million cells is never walked whole.
        for index in range(min(node.childCount, 400)):
            try:
                child = node.getChildAtIndex(index)
            except Exception:
                continue
            yield from self._walk(child, depth + 1)

    def all(self, role=None, name=None, showing=True):
        found = []
        for node in self._walk(self.root):
            try:
                if role is not None and node.getRole() != role:
                    continue
                if name is not None and not (name(node.name) if callable(name) else node.name == name):
                    continue
                if showing and not node.getState().contains(pyatspi.STATE_SHOWING):
                    continue
            except Exception:
                continue
            found.append(node)
        return found

    def find(self, role=None, name=None, seconds=20.0):
        return wait_for(lambda: next(iter(self.all(role, name)), None), f'control role={role} name={name}', seconds)

    def texts(self):
        """Every name on the screen, for assertions about what a person can read."""
        return [node.name for node in self.all() if node.name]

    def wait_text(self, part, seconds=20.0):
        """Waits until some control's name contains part; returns that name."""
        return wait_for(lambda: next((text for text in self.texts() if part in text), None), f'text {part!r}', seconds)

    def focused(self):
        for node in self._walk(self.root):
            try:
                if node.getState().contains(pyatspi.STATE_FOCUSED):
                    return node
            except Exception:
                continue
        return None

    def keys(self, *names):
        """Presses keys as a keyboard would: xdotool's names, such as ctrl+f, Return, shift+a."""
        for name in names:
            subprocess.run(['xdotool', 'key', '--clearmodifiers', name], check=True)
            time.sleep(0.04)

    def type(self, text):
        subprocess.run(['xdotool', 'type', '--clearmodifiers', '--delay', '8', text], check=True)

    def close(self):
        if self.alive():
            self.process.terminate()
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self.log.close()
        return self.process.returncode
