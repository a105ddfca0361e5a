#!/bin/sh
# SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
# SPDX-License-Identifier: GPL-3.0-or-later
# usage: run.sh BUILD_DIRECTORY [replay|store|projection|append|verify|proofs|report|desktop]
# Prints each measurement, its yardstick and the ratio. Data goes to a folder that is removed at the end, but for what is said below.
set -eu
build=$1
only=${2:-all}
here=$(dirname "$0")
data=$(mktemp -d)
trap 'rm -rf "$data"' EXIT INT TERM

said="$data/said"

wants() { [ "$only" = all ] || [ "$only" = "$1" ]; }
# Shows what it says, and keeps it; one that cannot measure has missed its bound.
measure() { { "$@" || echo "$1: MISSED, status $?"; } | tee -a "$said"; }

if wants replay; then measure "$build/tests/benchmarks/bench_replay" "$data"; measure "$build/tests/benchmarks/bench_replaypostgres"; fi
# Ten million events take minutes to make and 9 GB to keep: they stay in the build folder.
if wants store; then measure "$build/tests/benchmarks/bench_store" "$build/bench-data"; fi
if wants projection; then measure "$build/tests/benchmarks/bench_projection"; fi
# As many aggregates as 10,000,000 events have: the list of them is what a page is read from. VCI_BENCH_PAGE_EVENTS: more events.
if wants append; then
    measure "$build/tests/benchmarks/bench_append" "${VCI_BENCH_EVENTS:-100000}" "${VCI_BENCH_PAGE_EVENTS:-1000000}" "${VCI_BENCH_PAGE_AGGREGATES:-1000000}"
fi
# VCI_BENCH_VERIFY_EVENTS, _LEAVES and _REPORT_EVENTS choose other sizes. The log of ten million leaves stays in the build folder too.
if wants verify; then measure "$build/tests/benchmarks/bench_verify" "$data" "${VCI_BENCH_VERIFY_EVENTS:-500000}"; fi
if wants proofs; then measure "$build/tests/benchmarks/bench_proofs" "$build/bench-data" "${VCI_BENCH_LEAVES:-10000000}"; fi
if wants report; then measure python3 "$here/report.py" "$build" "$data" "${VCI_BENCH_REPORT_EVENTS:-10000}"; fi
if wants desktop; then measure dbus-run-session -- python3 "$here/desktop.py" "$build" "$data"; fi
! grep -q 'MISSED\|EXCEEDED' "$said"
