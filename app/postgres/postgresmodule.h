// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/store/postgres/postgresstore.h"

namespace vci::app {

/// The functions of postgresstore.h, from a library of their own: libpq brings twenty others with it, which a program
/// that mostly opens case files would load at every start.
struct PostgresModule {
    const char* version;  ///< of the program it was built with; no other may call it
    decltype(&store::postgres::openPostgresReader) openReader;
    decltype(&store::postgres::openPostgresWriter) openWriter;
    decltype(&store::postgres::openPostgresAdministration) openAdministration;
    decltype(&store::postgres::sequencePostgres) sequence;
    decltype(&store::postgres::openPostgresLogWriter) openLogWriter;
    decltype(&store::postgres::openPostgresAnchorWriter) openAnchorWriter;
    decltype(&store::postgres::openPostgresRecordReader) openRecordReader;
    decltype(&store::postgres::openPostgresSnapshotWriter) openSnapshotWriter;
    decltype(&store::postgres::openPostgresReadModels) openReadModels;
    decltype(&store::postgres::openPostgresReadModelWriter) openReadModelWriter;
};

/// The one name that the module exports.
inline constexpr const char* kPostgresModuleEntry = "vciPostgresModule";
using PostgresModuleEntry = const PostgresModule* (*)();

}  // namespace vci::app
