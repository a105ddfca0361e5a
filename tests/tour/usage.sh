#!/bin/sh
# SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
# SPDX-License-Identifier: GPL-3.0-or-later
# Without a display, arguments that make no sense are refused with exit 2, and words are told. usage: usage.sh PROGRAM
set -u
program=$1
run() {
    said=$(env -u DISPLAY -u WAYLAND_DISPLAY -u QT_QPA_PLATFORM "$program" "$@" 2>&1)
    code=$?
}
for arguments in '--nonsense' '--tenant nobody' '--colors pink' 'one.vcase two.vcase'; do
    run $arguments
    [ "$code" -eq 2 ] || { echo "FAIL: $arguments: exit $code, $said"; exit 1; }
    case $said in voicecore-inspector:*) ;; *) echo "FAIL: $arguments: $said"; exit 1 ;; esac
done
for arguments in '--help' '--version'; do
    run "$arguments"
    [ "$code" -eq 0 ] || { echo "FAIL: $arguments: exit $code, $said"; exit 1; }
done
