// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Carries the compile options of a precompiled header: see PrecompiledHeaders.cmake.
