# SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The desktop seen from outside: a real window under Xvfb, keys as a keyboard sends them, controls as a screen reader meets them.

Run below `dbus-run-session`, with Debian's python3 (pyatspi). Nothing here reaches into the program.
"""
import os
import signal
import subprocess
import sys
import time

import pyatspi
from gi.repository import Atspi, GLib

HERE = os.path.dirname(os.path.abspath(__file__))
INNER = (pyatspi.ROLE_TABLE_CELL, pyatspi.ROLE_PAGE_TAB, pyatspi.ROLE_LIST_ITEM)  # "focused" inside a control that may not be
VIEWS = (pyatspi.ROLE_TABLE, pyatspi.ROLE_TREE, pyatspi.ROLE_TREE_TABLE, pyatspi.ROLE_LIST)
NAMED = VIEWS + (pyatspi.ROLE_PUSH_BUTTON, pyatspi.ROLE_TOGGLE_BUTTON, pyatspi.ROLE_CHECK_BOX, pyatspi.ROLE_RADIO_BUTTON,
                 pyatspi.ROLE_TEXT, pyatspi.ROLE_PASSWORD_TEXT, pyatspi.ROLE_ENTRY, pyatspi.ROLE_COMBO_BOX, pyatspi.ROLE_SPIN_BUTTON,
                 pyatspi.ROLE_PAGE_TAB, pyatspi.ROLE_PAGE_TAB_LIST, pyatspi.ROLE_PROGRESS_BAR, pyatspi.ROLE_MENU_ITEM,
                 pyatspi.ROLE_DIALOG)


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
        time.sleep(0.02)


class Screen:
    """A private X server of a given size, with the keyboard going where a window manager sends it."""

    def __init__(self, size='1440x900'):
        read, write = os.pipe()
        self.process = subprocess.Popen(['Xvfb', '-displayfd', str(write), '-screen', '0', f'{size}x24', '-nolisten', 'tcp'],
                                        pass_fds=[write], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(write)
        with os.fdopen(read) as numbers:
            self.display = ':' + numbers.readline().strip()
        os.environ['DISPLAY'] = self.display
        self.focus = subprocess.Popen([sys.executable, os.path.join(HERE, 'keyboardfocus.py')], stdout=subprocess.PIPE)
        self.focus.stdout.readline()

    def picture(self, file):
        os.makedirs(os.path.dirname(file), exist_ok=True)
        subprocess.run(['import', '-window', 'root', file], check=True)

    def close(self):
        for process in (self.focus, self.process):
            process.send_signal(signal.SIGTERM)
            process.wait()
        self.focus.stdout.close()


class Inspector:
    """One running desktop. log: a file for what it says on stderr."""

    def __init__(self, binary, arguments, environment, log='inspector.log'):
        started = time.monotonic()
        self.log = open(log, 'wb')
        self.process = subprocess.Popen([binary, *arguments], env={**os.environ, **environment, 'QT_LINUX_ACCESSIBILITY_ALWAYS_ON': '1',
                                                                   'QT_ACCESSIBILITY': '1', 'QT_QPA_PLATFORM': 'xcb'}, stderr=self.log)
        self.root = wait_for(self._application, 'the application on the accessibility bus')
        self.root.set_cache_mask(Atspi.Cache.NONE)  # what was true a moment ago is no evidence
        self.window = wait_for(lambda: next(self.all(pyatspi.ROLE_FRAME), None), 'the main window')
        self.wait_active()
        self.start_seconds = time.monotonic() - started

    def _application(self):
        if not self.alive():
            raise SystemExit(f'the desktop ended with status {self.process.returncode}')
        for application in pyatspi.Registry.getDesktop(0):
            if application is not None and application.get_process_id() == self.process.pid:
                return application
        return None

    def alive(self):
        return self.process.poll() is None

    def _walk(self, node, depth=0):
        """What is on the screen, from the top down. Objects come and go while it is read; those are left out."""
        try:
            if node is None or depth > 40 or not node.getState().contains(pyatspi.STATE_SHOWING):
                return
            count = 0 if node.getRole() in VIEWS else node.childCount  # rows() reads tables, which may have millions of cells
        except GLib.Error:
            return
        yield node
        for index in range(min(count, 400)):
            try:
                child = node.getChildAtIndex(index)
            except GLib.Error:
                continue
            yield from self._walk(child, depth + 1)

    def all(self, role=None, name=None):
        """The controls on the screen; cells of tables are not among them. name: a text, or a function that accepts one."""
        for node in self._walk(self.root):
            try:
                if role is not None and node.getRole() != role:
                    continue
                if name is not None and not (name(node.name) if callable(name) else node.name == name):
                    continue
            except GLib.Error:
                continue
            yield node

    def find(self, role=None, name=None, seconds=20.0):
        return wait_for(lambda: next(self.all(role, name), None), f'control role={role} name={name}', seconds)

    def find_view(self, name):
        """A table, tree or list by its name."""
        return wait_for(lambda: next((node for node in self.all(name=name) if node.getRole() in VIEWS), None), f'view {name}')

    def texts(self):
        """Every name on the screen, for assertions about what a person can read."""
        return [node.name for node in self.all() if node.name]

    def wait_text(self, part, seconds=20.0):
        """Waits until some control's name contains part; returns that name."""
        return wait_for(lambda: next((text for text in self.texts() if part in text), None), f'text {part!r}', seconds)

    def wait_no_text(self, part, seconds=20.0):
        wait_for(lambda: not any(part in text for text in self.texts()), f'end of text {part!r}', seconds)

    def rows(self, name, last=200):
        """What a screen reader says for each cell of each row of a table or tree, from the top down."""
        table = self.find_view(name).queryTable()
        return [[table.getAccessibleAt(row, column).name for column in range(table.nColumns)] for row in range(min(table.nRows, last))]

    def selected(self, name):
        """The cells of the row that is selected, or None."""
        table = self.find_view(name).queryTable()
        for row in table.getSelectedRows():
            return [table.getAccessibleAt(row, column).name for column in range(table.nColumns)]
        return None

    def is_in_sight(self, name, row):
        """Whether a row of a table or tree is on the screen, not scrolled away."""
        view = self.find_view(name)
        cell = view.queryTable().getAccessibleAt(row, 0).queryComponent().getExtents(pyatspi.DESKTOP_COORDS)
        frame = view.queryComponent().getExtents(pyatspi.DESKTOP_COORDS)
        return cell.height > 0 and frame.y <= cell.y and cell.y + cell.height <= frame.y + frame.height

    def focused(self):
        """The control that has the keyboard, or None. A current cell or tab calls itself focused also while its control is not."""
        found = None
        for node in self._walk(self.root):
            try:
                if not node.getState().contains(pyatspi.STATE_FOCUSED) or node.getRole() in INNER:
                    continue
                # The innermost: a container with a proxy says so, too, and so does the viewport inside a field.
                if found is None or node.name or node.getRole() != pyatspi.ROLE_FILLER:
                    found = node
            except GLib.Error:
                continue
        return found

    def wait_focus(self, name, seconds=20.0):
        """Waits until the control with that name (or that a function of its name accepts) has the keyboard."""
        def accepted():
            node = self.focused()
            return node if node is not None and (name(node.name) if callable(name) else node.name == name) else None

        return wait_for(accepted, f'keyboard on {name}', seconds)

    def wait_active(self, title=None, seconds=20.0):
        """Waits until a window of that title (or the main window) has the keyboard, as somebody looks before typing on."""
        def active():
            for window in self.root:
                if window is not None and window.getState().contains(pyatspi.STATE_ACTIVE):
                    return window if title is None and window.getRole() == pyatspi.ROLE_FRAME or window.name == title else None
            return None

        return wait_for(active, f'active window {title or "main"}', seconds)

    def unnamed(self):
        """Controls on the screen that a screen reader could not name, each with the way to it."""
        found = []
        for node in self.all():
            if node.getRole() in NAMED and not node.name.strip():
                path = []
                while node is not None and node.getRole() != pyatspi.ROLE_APPLICATION:
                    path.insert(0, f'{node.getRoleName()} {node.name!r}')
                    node = node.parent
                found.append(' / '.join(path))
        return found

    def keys(self, *names):
        """Presses keys as a keyboard would: xdotool's names, such as ctrl+f, Return, shift+a."""
        subprocess.run(['xdotool', 'key', '--clearmodifiers', *names], check=True)

    def type(self, text):
        subprocess.run(['xdotool', 'type', '--clearmodifiers', '--delay', '8', text], check=True)

    def said(self):
        """What the program wrote on stderr, line by line."""
        self.log.flush()
        with open(self.log.name, encoding='utf-8', errors='replace') as lines:
            return [line.rstrip('\n') for line in lines]

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
