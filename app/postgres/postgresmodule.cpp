// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/postgres/postgresmodule.h"

extern "C" __attribute__((visibility("default"))) const vci::app::PostgresModule* vciPostgresModule()
{
    using namespace vci::store::postgres;
    static constexpr vci::app::PostgresModule kModule{VCI_VERSION,
                                                      openPostgresReader,
                                                      openPostgresWriter,
                                                      openPostgresAdministration,
                                                      sequencePostgres,
                                                      openPostgresLogWriter,
                                                      openPostgresAnchorWriter,
                                                      openPostgresRecordReader,
                                                      openPostgresSnapshotWriter,
                                                      openPostgresReadModels,
                                                      openPostgresReadModelWriter};
    return &kModule;
}
