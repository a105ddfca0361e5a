// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/store/sqlite/sealedvfs.h"

#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <new>
#include <optional>

namespace vci::store::sqlite {

namespace {

constexpr const char* kName = "vci-sealed";
constexpr int kMaxNameBytes = 64;

constexpr std::size_t kBlockBytes = std::size_t{64} * 1024;
constexpr std::size_t kBlocks = 64;

/// Stretches of the file that are being read from their beginning on, as tables and their indexes are: one call to the system
/// for sixteen pages.
struct Ahead {
    struct Block {
        sqlite3_int64 begin = -1;
        std::array<char, kBlockBytes> bytes;
    };
    std::array<Block, kBlocks> blocks;
};

struct File {
    sqlite3_file base;
    int descriptor;
    Ahead* ahead;  ///< owned
};

File& fileOf(sqlite3_file* file)
{
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): SQLite's way of deriving: base is the first member
    return *reinterpret_cast<File*>(file);
}

/// How many of the bytes there are; nothing where reading fails.
std::optional<std::size_t> readBytes(int descriptor, char* out, std::size_t want, sqlite3_int64 offset)
{
    std::size_t done = 0;
    while (done < want) {
        const ssize_t got = ::pread(descriptor, out + done, want - done, offset + static_cast<off_t>(done));
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return std::nullopt;
        if (got == 0) break;
        done += static_cast<std::size_t>(got);
    }
    return done;
}

/// The block that the bytes lie in, where it is there or begins with them.
const char* aheadOf(File& file, std::size_t want, sqlite3_int64 offset)
{
    const sqlite3_int64 begin = offset - offset % static_cast<sqlite3_int64>(kBlockBytes);
    if (static_cast<std::size_t>(offset - begin) + want > kBlockBytes) return nullptr;
    Ahead::Block& block = file.ahead->blocks[static_cast<std::size_t>(begin) / kBlockBytes % kBlocks];
    if (block.begin != begin) {
        if (offset != begin) return nullptr;
        block.begin = -1;
        if (readBytes(file.descriptor, block.bytes.data(), kBlockBytes, begin) != kBlockBytes) return nullptr;
        block.begin = begin;
    }
    return block.bytes.data() + (offset - begin);
}

int readAt(sqlite3_file* base, void* out, int count, sqlite3_int64 offset)
{
    File& file = fileOf(base);
    auto* const bytes = static_cast<char*>(out);
    const auto want = static_cast<std::size_t>(count);
    if (const char* const ahead = aheadOf(file, want, offset)) {
        std::memcpy(bytes, ahead, want);
        return SQLITE_OK;
    }
    const auto got = readBytes(file.descriptor, bytes, want, offset);
    if (!got) return SQLITE_IOERR_READ;
    if (*got == want) return SQLITE_OK;
    std::memset(bytes + *got, 0, want - *got);
    return SQLITE_IOERR_SHORT_READ;
}

int closeFile(sqlite3_file* file)
{
    delete fileOf(file).ahead;
    fileOf(file).ahead = nullptr;
    return SQLITE_OK;
}

int sizeOf(sqlite3_file* file, sqlite3_int64* size)
{
    struct stat status {};
    if (::fstat(fileOf(file).descriptor, &status) != 0) return SQLITE_IOERR_FSTAT;
    *size = status.st_size;
    return SQLITE_OK;
}

/// Everything that writes is refused; locks are not needed, because nothing may change.
const sqlite3_io_methods* methods()
{
    static const sqlite3_io_methods made = [] {
        sqlite3_io_methods m{};
        m.iVersion = 1;
        m.xClose = closeFile;
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
    // NOLINTNEXTLINE(cppcoreguidelines-owning-memory): SQLite holds the object and calls closeFile()
    Ahead* const ahead = new (std::nothrow) Ahead;
    if (ahead == nullptr) return SQLITE_NOMEM;
    fileOf(file).descriptor = static_cast<int>(descriptor);
    fileOf(file).ahead = ahead;
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
