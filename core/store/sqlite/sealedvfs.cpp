// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/store/sqlite/sealedvfs.h"

#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace vci::store::sqlite {

namespace {

constexpr const char* kName = "vci-sealed";
constexpr int kMaxNameBytes = 64;

struct File {
    sqlite3_file base;
    int descriptor;
};

int descriptorOf(sqlite3_file* file)
{
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): SQLite's way of deriving: base is the first member
    return reinterpret_cast<File*>(file)->descriptor;
}

int readAt(sqlite3_file* file, void* out, int count, sqlite3_int64 offset)
{
    auto* const bytes = static_cast<char*>(out);
    const auto want = static_cast<std::size_t>(count);
    std::size_t done = 0;
    while (done < want) {
        const ssize_t got = ::pread(descriptorOf(file), bytes + done, want - done, offset + static_cast<off_t>(done));
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return SQLITE_IOERR_READ;
        if (got == 0) {
            std::memset(bytes + done, 0, want - done);
            return SQLITE_IOERR_SHORT_READ;
        }
        done += static_cast<std::size_t>(got);
    }
    return SQLITE_OK;
}

int sizeOf(sqlite3_file* file, sqlite3_int64* size)
{
    struct stat status {};
    if (::fstat(descriptorOf(file), &status) != 0) return SQLITE_IOERR_FSTAT;
    *size = status.st_size;
    return SQLITE_OK;
}

/// Everything that writes is refused; locks are not needed, because nothing may change.
const sqlite3_io_methods* methods()
{
    static const sqlite3_io_methods made = [] {
        sqlite3_io_methods m{};
        m.iVersion = 1;
        m.xClose = [](sqlite3_file*) { return SQLITE_OK; };
        m.xRead = readAt;
        m.xWrite = [](sqlite3_file*, const void*, int, sqlite3_int64) { return SQLITE_READONLY; };
        m.xTruncate = [](sqlite3_file*, sqlite3_int64) { return SQLITE_READONLY; };
        m.xSync = [](sqlite3_file*, int) { return SQLITE_OK; };
        m.xFileSize = sizeOf;
        m.xLock = [](sqlite3_file*, int) { return SQLITE_OK; };
        m.xUnlock = [](sqlite3_file*, int) { return SQLITE_OK; };
        m.xCheckReservedLock = [](sqlite3_file*, int* out) {
            *out = 0;
            return SQLITE_OK;
        };
        m.xFileControl = [](sqlite3_file*, int, void*) { return SQLITE_NOTFOUND; };
        m.xSectorSize = [](sqlite3_file*) { return 4096; };
        m.xDeviceCharacteristics = [](sqlite3_file*) { return SQLITE_IOCAP_IMMUTABLE; };
        return m;
    }();
    return &made;
}

int openFile(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* outFlags)
{
    file->pMethods = nullptr;
    // A journal or a temporary file has no place beside evidence; sorting stays in memory (temp_store).
    if ((flags & SQLITE_OPEN_MAIN_DB) == 0) return SQLITE_CANTOPEN;
    const sqlite3_int64 descriptor = sqlite3_uri_int64(name, "fd", -1);
    if (descriptor < 0) return SQLITE_CANTOPEN;
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): as above
    reinterpret_cast<File*>(file)->descriptor = static_cast<int>(descriptor);
    file->pMethods = methods();
    if (outFlags != nullptr) *outFlags = SQLITE_OPEN_READONLY | SQLITE_OPEN_MAIN_DB;
    return SQLITE_OK;
}

bool registerOnce()
{
    static const bool done = [] {
        static sqlite3_vfs vfs{};
        sqlite3_vfs* const usual = sqlite3_vfs_find(nullptr);
        if (usual == nullptr) return false;
        vfs.iVersion = 1;
        vfs.szOsFile = sizeof(File);
        vfs.mxPathname = kMaxNameBytes;
        vfs.zName = kName;
        vfs.pAppData = usual;
        vfs.xOpen = openFile;
        vfs.xDelete = [](sqlite3_vfs*, const char*, int) { return SQLITE_READONLY; };
        vfs.xAccess = [](sqlite3_vfs*, const char*, int, int* out) {
            *out = 0;
            return SQLITE_OK;
        };
        vfs.xFullPathname = [](sqlite3_vfs*, const char* name, int size, char* out) {
            sqlite3_snprintf(size, out, "%s", name);
            return SQLITE_OK;
        };
        vfs.xRandomness = usual->xRandomness;
        vfs.xSleep = usual->xSleep;
        vfs.xCurrentTime = usual->xCurrentTime;
        vfs.xGetLastError = usual->xGetLastError;
        return sqlite3_vfs_register(&vfs, 0) == SQLITE_OK;
    }();
    return done;
}

}  // namespace

std::string uriOfDescriptor(int descriptor)
{
    // Where registering failed, SQLite says that there is no such VFS.
    static_cast<void>(registerOnce());
    return "file:sealed?vfs=" + std::string(kName) + "&fd=" + std::to_string(descriptor);
}

}  // namespace vci::store::sqlite
