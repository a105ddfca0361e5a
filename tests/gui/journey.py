# SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What every walk through the desktop has in common: the screen, the database, numbered pictures, and a report where it fails."""
import os
import sys
import time

from desktop import Inspector, Screen, wait_for
from stock import Stock


def plain(text):
    """Text with ordinary spaces, as SQL writes numbers: the desktop groups digits by narrow ones."""
    return text.replace('\u202f', '').replace('\u00a0', ' ')


class Journey:
    """A walk under way: `with Journey(options, name) as go: …`. Ends what it started; a failure leaves a picture and a report."""

    def __init__(self, options, name):
        self.options = options
        self.folder = os.path.join(options.out, f'{name}-{options.colors}')
        self.pictures = 0
        self.began = time.monotonic()
        self.inspector = None

    def __enter__(self):
        os.makedirs(self.folder, exist_ok=True)
        self.stock = Stock(self.options.postgres, self.options.shared)
        self.screen = Screen()
        return self

    def start(self, *arguments):
        self.inspector = Inspector(self.options.inspector, ['--colors', self.options.colors, *arguments], {},
                                   os.path.join(self.folder, 'inspector.log'))
        return self.inspector

    def picture(self, name):
        """Says that a step is done, keeps its picture, and checks what holds at every step."""
        self.pictures += 1
        self.screen.picture(os.path.join(self.folder, f'{self.pictures:02}-{name}.png'))
        print(f'{time.monotonic() - self.began:6.1f} s  {name}', flush=True)
        unnamed = self.inspector.unnamed()
        expect(unnamed, [], f'{name}: controls without a name')

    def quit(self):
        """By its own key; a warning of Qt's or an end that is no clean one is a failure."""
        self.inspector.keys('ctrl+q')
        wait_for(lambda: not self.inspector.alive(), 'end of the desktop')
        expect(self.inspector.said(), [], 'what the desktop wrote on stderr')
        expect(self.inspector.close(), 0, 'exit status of the desktop')

    def __exit__(self, kind, error, trace):
        if error is not None and self.inspector is not None:
            self.report()
        if self.inspector is not None:
            self.inspector.close()
        self.screen.close()
        self.stock.close()

    def report(self):
        self.screen.picture(os.path.join(self.folder, 'failed.png'))
        print(f'FAILED; the screen is in {self.folder}/failed.png', file=sys.stderr)
        try:
            focused = self.inspector.focused()
            print(f'keyboard on: {focused.getRoleName()} {focused.name!r}' if focused else 'keyboard on nothing', file=sys.stderr)
            print('on the screen:', *(f'  {text}' for text in self.inspector.texts()), sep='\n', file=sys.stderr)
        except Exception as error:
            print(f'nothing more is to be read: {error!r}', file=sys.stderr)
        print('on stderr:', *(f'  {line}' for line in self.inspector.said()), sep='\n', file=sys.stderr)


def expect(got, want, what):
    if got != want:
        raise AssertionError(f'{what}:\n  got  {got!r}\n  want {want!r}')


def expect_in(part, text, what):
    if part not in text:
        raise AssertionError(f'{what}:\n  got  {text!r}\n  want {part!r} in it')
