// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Stands where the backend itself would be linked: each function of postgresstore.h, out of the module that is loaded by the
// first call.

#include "app/module/loadmodule.h"
#include "app/postgres/postgresmodule.h"

#include <mutex>
#include <utility>

namespace vci::app {

namespace {

Result<const PostgresModule*> load()
{
    const ModuleName name{VCI_POSTGRES_MODULE, kPostgresModuleEntry, "that reads PostgreSQL"};
    VCI_TRY(void* const entry, loadModule(name));
    const PostgresModule* module = reinterpret_cast<PostgresModuleEntry>(entry)();
    VCI_CHECK(checkModuleVersion(name, module->version));
    return module;
}

/// Once it is there it stays; until then each call looks for it again.
Result<const PostgresModule*> module()
{
    static std::mutex mutex;  // guards loaded
    static const PostgresModule* loaded = nullptr;
    const std::lock_guard lock(mutex);
    if (loaded == nullptr) {
        VCI_TRY(loaded, load());
    }
    return loaded;
}

}  // namespace

}  // namespace vci::app

namespace vci::store::postgres {

Result<std::unique_ptr<EventReader>> openPostgresReader(const std::string& uri)
{
    VCI_TRY(const auto* module, app::module());
    return module->openReader(uri);
}

Result<std::unique_ptr<EventWriter>> openPostgresWriter(const std::string& uri, IdSource& ids)
{
    VCI_TRY(const auto* module, app::module());
    return module->openWriter(uri, ids);
}

Result<std::unique_ptr<Administration>> openPostgresAdministration(const std::string& uri)
{
    VCI_TRY(const auto* module, app::module());
    return module->openAdministration(uri);
}

Result<SequenceOutcome> sequencePostgres(const std::string& uri, TenantId tenant, std::stop_token stop)
{
    VCI_TRY(const auto* module, app::module());
    return module->sequence(uri, tenant, std::move(stop));
}

Result<std::unique_ptr<LogWriter>> openPostgresLogWriter(const std::string& uri)
{
    VCI_TRY(const auto* module, app::module());
    return module->openLogWriter(uri);
}

Result<std::unique_ptr<AnchorWriter>> openPostgresAnchorWriter(const std::string& uri)
{
    VCI_TRY(const auto* module, app::module());
    return module->openAnchorWriter(uri);
}

Result<std::unique_ptr<RecordReader>> openPostgresRecordReader(const std::string& uri, TenantId tenant)
{
    VCI_TRY(const auto* module, app::module());
    return module->openRecordReader(uri, tenant);
}

Result<std::unique_ptr<SnapshotWriter>> openPostgresSnapshotWriter(const std::string& uri, IdSource& ids)
{
    VCI_TRY(const auto* module, app::module());
    return module->openSnapshotWriter(uri, ids);
}

Result<std::unique_ptr<ReadModelReader>> openPostgresReadModels(const std::string& uri)
{
    VCI_TRY(const auto* module, app::module());
    return module->openReadModels(uri);
}

Result<std::unique_ptr<ReadModelWriter>> openPostgresReadModelWriter(const std::string& uri)
{
    VCI_TRY(const auto* module, app::module());
    return module->openReadModelWriter(uri);
}

}  // namespace vci::store::postgres
