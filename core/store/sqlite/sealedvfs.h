// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <string>

namespace vci::store::sqlite {

/// The URI by which SQLite (SQLITE_OPEN_URI, read only) reads a database through a descriptor that is open already, as immutable:
/// no name is looked up, no lock taken, no journal or other file opened. SQLite would resolve /proc/self/fd to a name again. The
/// descriptor must stay open as long as the connection. Any thread.
[[nodiscard]] std::string uriOfDescriptor(int descriptor);

}  // namespace vci::store::sqlite
