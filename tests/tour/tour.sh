#!/bin/sh
# SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
# SPDX-License-Identifier: GPL-3.0-or-later
# The tour ends well, and each of its pictures has its size and shows something. usage: tour.sh PROGRAM DIRECTORY
set -eu
rm -rf "$2"
# A user whose trust file is none, and to whom the tour must be nothing: no scene reads it, nothing of theirs is written.
user="$2/user"
mkdir -p "$user/config/voicecore"
echo 'no trust file' >"$user/config/voicecore/trust.json"
HOME="$user" XDG_CONFIG_HOME="$user/config" XDG_STATE_HOME="$user/state" XDG_CACHE_HOME="$user/cache" XDG_DATA_HOME="$user/data" \
    QT_QPA_PLATFORM=offscreen "$1" --tour "$2"
written=$(find "$user" -type f ! -path '*/fontconfig/*' ! -path "$user/config/voicecore/trust.json")
[ -z "$written" ] || { echo "FAIL: the tour wrote to the user's folders: $written"; exit 1; }
rm -rf "$user"

count=0
for picture in "$2"/*.png; do
    size=$(printf '%s\n' "$picture" | grep -o '[0-9]*x[0-9]*-' | tr -d -)
    measured=$(identify -format '%wx%h %k' "$picture")
    [ "${measured% *}" = "$size" ] || { echo "FAIL: $picture measures $measured, not $size"; exit 1; }
    # The emptiest screen, anti-aliased text on two backgrounds, has more than 100 colours.
    [ "${measured#* }" -gt 100 ] || { echo "FAIL: $picture is all but blank: $measured colours"; exit 1; }
    count=$((count + 1))
done
[ "$count" -gt 0 ] && [ $((count % 4)) -eq 0 ] || { echo "FAIL: $count pictures are no full set of sizes and colours"; exit 1; }
for size in 1440x900 1024x768; do
    for first in "$2"/*-$size-light.png; do
        cmp -s "$first" "${first%light.png}dark.png" && { echo "FAIL: $first looks the same in the dark"; exit 1; }
    done
done
echo "$count pictures in $2"
