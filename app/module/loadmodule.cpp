// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/module/loadmodule.h"

#include <dlfcn.h>

#include <filesystem>
#include <system_error>

namespace vci::app {

namespace {

Error cannotLoad(const ModuleName& name, const std::string& why)
{
    return makeError(ErrorCode::NotSupported, "the part of this program " + name.purpose + " cannot be loaded: " + why +
                                                  "; install the whole program again");
}

Result<std::filesystem::path> findModule(const ModuleName& name)
{
    std::error_code fault;
    const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe", fault);
    if (fault) return cannotLoad(name, "/proc/self/exe does not tell where the program is (" + fault.message() + ")");
    const std::filesystem::path beside = program.parent_path() / name.file;
    if (std::filesystem::exists(beside, fault)) return beside;
    const std::filesystem::path installed = program.parent_path() / VCI_MODULES_FROM_PROGRAM / name.file;
    if (std::filesystem::exists(installed, fault)) return installed.lexically_normal();
    return cannotLoad(name, "there is neither " + beside.string() + " nor " + installed.lexically_normal().string());
}

}  // namespace

Result<void*> loadModule(const ModuleName& name)
{
    VCI_TRY(const auto path, findModule(name));
    void* library = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (library == nullptr) return cannotLoad(name, dlerror());
    void* entry = dlsym(library, name.entry.c_str());
    if (entry == nullptr) return cannotLoad(name, path.string() + " is something else");
    return entry;
}

Result<void> checkModuleVersion(const ModuleName& name, const std::string& version)
{
    if (version == VCI_VERSION) return {};
    return cannotLoad(name, name.file + " is of version " + version + ", this program of " + VCI_VERSION);
}

}  // namespace vci::app
