// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Stands where the backend itself would be linked: each function of postgresstore.h, out of the module that is loaded by the
// first call.

#include "app/postgres/postgresmodule.h"

#include <dlfcn.h>

#include <filesystem>
#include <mutex>
#include <utility>

namespace vci::app {

namespace {

Error cannotLoad(const std::string& why)
{
    return makeError(ErrorCode::NotSupported, "the part of this program that reads PostgreSQL cannot be loaded: " + why +
                                                  "; install the whole program again");
}

/// Beside the program, as in a build folder, or where it is installed to.
Result<std::filesystem::path> findModule()
{
    std::error_code fault;
    const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe", fault);
    if (fault) return cannotLoad("/proc/self/exe does not tell where the program is (" + fault.message() + ")");
    const std::filesystem::path beside = program.parent_path() / VCI_POSTGRES_MODULE;
    if (std::filesystem::exists(beside, fault)) return beside;
    const std::filesystem::path installed = program.parent_path() / VCI_MODULES_FROM_PROGRAM / VCI_POSTGRES_MODULE;
    if (std::filesystem::exists(installed, fault)) return installed.lexically_normal();
    return cannotLoad("there is neither " + beside.string() + " nor " + installed.lexically_normal().string());
}

Result<const PostgresModule*> load()
{
    VCI_TRY(const auto path, findModule());
    void* library = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (library == nullptr) return cannotLoad(dlerror());
    const auto entry = reinterpret_cast<PostgresModuleEntry>(dlsym(library, kPostgresModuleEntry));
    if (entry == nullptr) return cannotLoad(path.string() + " is something else");
    const PostgresModule* module = entry();
    if (std::string_view(module->version) != VCI_VERSION)
        return cannotLoad(path.string() + " is of version " + module->version + ", this program of " + VCI_VERSION);
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
