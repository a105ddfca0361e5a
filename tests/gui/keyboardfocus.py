# SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a window manager does for the keyboard, and no more: it goes to the window that appeared last, and back when that one goes.

Without it no window of a bare X server ever gets a key. Popups take the keyboard by themselves and are left alone.
usage: keyboardfocus.py   (on $DISPLAY, until it is ended; prints a line once it watches)
"""
import ctypes
import ctypes.util

MAP_NOTIFY = 19
UNMAP_NOTIFY = 18
SUBSTRUCTURE_NOTIFY_MASK = 1 << 19
REVERT_TO_POINTER_ROOT = 1
CURRENT_TIME = 0


class WindowEvent(ctypes.Structure):
    """XMapEvent and XUnmapEvent; the last field has a meaning in the first only."""
    _fields_ = [('type', ctypes.c_int), ('serial', ctypes.c_ulong), ('send_event', ctypes.c_int), ('display', ctypes.c_void_p),
                ('event', ctypes.c_ulong), ('window', ctypes.c_ulong), ('override_redirect', ctypes.c_int)]


class Event(ctypes.Union):
    _fields_ = [('type', ctypes.c_int), ('window', WindowEvent), ('room', ctypes.c_long * 24)]


def main():
    x11 = ctypes.CDLL(ctypes.util.find_library('X11'))
    x11.XOpenDisplay.restype = ctypes.c_void_p
    x11.XDefaultRootWindow.restype = ctypes.c_ulong
    x11.XDefaultRootWindow.argtypes = [ctypes.c_void_p]
    x11.XSelectInput.argtypes = [ctypes.c_void_p, ctypes.c_ulong, ctypes.c_long]
    x11.XSetInputFocus.argtypes = [ctypes.c_void_p, ctypes.c_ulong, ctypes.c_int, ctypes.c_ulong]
    x11.XSync.argtypes = [ctypes.c_void_p, ctypes.c_int]
    x11.XNextEvent.argtypes = [ctypes.c_void_p, ctypes.POINTER(Event)]
    # A window may go between its event and the answer to it: Xlib's own handler would end the program.
    handler = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)(lambda display, error: 0)
    x11.XSetErrorHandler(handler)
    display = x11.XOpenDisplay(None)
    if not display:
        raise SystemExit('no X server')
    x11.XSelectInput(display, x11.XDefaultRootWindow(display), SUBSTRUCTURE_NOTIFY_MASK)
    x11.XSync(display, 0)
    print('watching', flush=True)
    windows = []
    event = Event()
    while True:
        x11.XNextEvent(display, ctypes.byref(event))
        if event.type == MAP_NOTIFY and not event.window.override_redirect:
            windows.append(event.window.window)
        elif event.type == UNMAP_NOTIFY and event.window.window in windows:
            windows.remove(event.window.window)
        else:
            continue
        if windows:
            x11.XSetInputFocus(display, windows[-1], REVERT_TO_POINTER_ROOT, CURRENT_TIME)


if __name__ == '__main__':
    main()
