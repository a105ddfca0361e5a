// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Read by moc before each file: libstdc++'s <concepts> uses macros of its configuration header without including it, and
// moc of Qt 6.4 stops there when <array> or <compare> is the first standard header that it meets.
#include <cstddef>
