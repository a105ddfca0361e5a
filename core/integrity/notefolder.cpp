// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/integrity/notefolder.h"

#include "core/base/hex.h"
#include "core/base/readfile.h"
#include "core/integrity/merkle.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

namespace vci::integrity {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view kEnding = ".notes";
constexpr std::string_view kWhat = "the file of notes";
constexpr std::size_t kMaxFileBytes = std::size_t{256} * 1024 * 1024;

Error failed(const fs::path& path, const std::string& doing)
{
    return makeError(ErrorCode::Io, path.string() + " cannot be " + doing + ": " + std::strerror(errno));
}

std::string hexOf(std::uint32_t hash)
{
    std::array<std::uint8_t, 4> bytes{};
    for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<std::uint8_t>(hash >> (24 - 8 * i));
    return toHex(bytes);
}

Error damaged(const fs::path& file, std::int64_t line, const std::string& why)
{
    Error error = makeError(ErrorCode::Damaged, file.string() + " is damaged at line " + std::to_string(line) + ": " + why +
                                                    "; go back to a copy that nobody altered");
    error.place.line = line;
    return error;
}

/// A record is a note and an empty line. The length of the first note; it ends in an empty line, or where the bytes end, after
/// its signatures; the text of a checkpoint has no empty line. Nothing where it was cut short.
std::optional<std::size_t> noteLength(std::string_view bytes)
{
    const std::size_t text = bytes.find("\n\n");
    if (text == std::string_view::npos) return std::nullopt;
    const std::size_t signatures = bytes.find("\n\n", text + 2);
    if (signatures != std::string_view::npos) return signatures + 1;
    return bytes.size() > text + 2 && bytes.ends_with('\n') ? std::optional(bytes.size()) : std::nullopt;
}

struct Loaded {
    std::vector<SignedCheckpoint> notes;
    std::int64_t wholeBytes = 0;
    bool lacksEmptyLine = false;  ///< behind the last note
};

/// What is left behind the last whole note was being written when its process or machine stopped; nobody has been given it. It
/// must look like that: the beginning of one note, of this origin. A file that holds nothing else was cut, or written by another
/// program: to take it for empty would forget what was seen.
Result<void> checkRest(const fs::path& file, std::int64_t line, const Loaded& loaded, std::string_view rest)
{
    if (rest.empty()) return {};
    if (loaded.notes.empty())
        return damaged(file, line, "it holds no whole note; if it was never longer, nothing was signed or seen and it can go");
    const std::string& origin = loaded.notes.front().checkpoint.origin;
    const std::string_view first = rest.substr(0, rest.find('\n'));
    const bool isWhole = first.size() < rest.size();
    if (isWhole ? first != origin : !origin.starts_with(first)) return damaged(file, line, "this is no note of " + origin);
    if (rest.find('\r') != std::string_view::npos) return damaged(file, line, "its lines end as on another system");
    return {};
}

Result<Loaded> parseFile(const fs::path& file, std::string_view bytes, const VerifierKey& key)
{
    Loaded loaded;
    std::int64_t line = 1;
    const std::string origin = file.stem().stem().string();
    while (const auto length = noteLength(bytes)) {
        auto note = SignedCheckpoint::parse(bytes.substr(0, *length));
        if (!note.ok()) return damaged(file, line, note.error().message);
        SignedCheckpoint next = std::move(note).value();
        if (signatureState(next.note, key) != SignatureState::Valid)
            return damaged(file, line, "this note is not signed by " + key.toString());
        std::string flat = next.checkpoint.origin;
        std::replace(flat.begin(), flat.end(), '/', '.');
        if (flat != origin) return damaged(file, line, "this note is about " + next.checkpoint.origin);
        if (!loaded.notes.empty()) {
            const Checkpoint& last = loaded.notes.back().checkpoint;
            if (next.checkpoint.treeSize <= last.treeSize)
                return damaged(file, line,
                               "a note of size " + std::to_string(next.checkpoint.treeSize) + " follows one of " +
                                   std::to_string(last.treeSize));
        }
        loaded.notes.push_back(std::move(next));
        loaded.lacksEmptyLine = *length == bytes.size();
        const std::size_t record = *length + (loaded.lacksEmptyLine ? 0 : 1);
        line += std::count(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(record), '\n');
        loaded.wholeBytes += static_cast<std::int64_t>(record);
        bytes.remove_prefix(record);
    }
    VCI_CHECK(checkRest(file, line, loaded, bytes));
    return loaded;
}

/// Makes a new name in a directory survive a power cut.
Result<void> syncFolder(const fs::path& folder)
{
    const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) return failed(folder, "opened");
    const int synced = ::fsync(descriptor);
    ::close(descriptor);
    if (synced != 0) return failed(folder, "written to the disk");
    return {};
}

}  // namespace

NoteFile::NoteFile(fs::path file, int descriptor, VerifierKey key)
    : m_file(std::move(file))
    , m_descriptor(descriptor)
    , m_key(std::move(key))
{
}

NoteFile::~NoteFile()
{
    ::close(m_descriptor);  // gives the lock back
}

Result<void> NoteFile::load()
{
    VCI_TRY(const std::string bytes, readFile(m_descriptor, m_file, kWhat, kMaxFileBytes));
    VCI_TRY(Loaded loaded, parseFile(m_file, bytes, m_key));
    m_notes = std::move(loaded.notes);
    m_wholeBytes = loaded.wholeBytes;
    m_lacksEmptyLine = loaded.lacksEmptyLine;
    return {};
}

Result<void> NoteFile::check(const Checkpoint& next, const Joins& joins) const
{
    if (m_notes.empty()) return {};
    const Checkpoint& last = m_notes.back().checkpoint;
    const std::string what = next.origin + ": " + m_file.string() + " holds a note of size " + std::to_string(last.treeSize);
    if (next.treeSize < last.treeSize)
        return makeError(ErrorCode::BehindJournal,
                         what + ", this one has " + std::to_string(next.treeSize) + ": entries were lost");
    if (next.treeSize == last.treeSize) {
        if (next.root == last.root) return {};
        return makeError(ErrorCode::Inconsistent, what + " with another root: the log was altered");
    }
    if (last.treeSize == 0) return {};
    VCI_TRY(const bool joined, joins(last, next));
    if (joined) return {};
    return makeError(ErrorCode::Inconsistent, what + ", which this one of size " + std::to_string(next.treeSize) +
                                                  " does not extend: the log was altered or restored");
}

Result<void> NoteFile::add(const SignedCheckpoint& next, const Joins& joins)
{
    if (signatureState(next.note, m_key) != SignatureState::Valid)
        return makeError(ErrorCode::Inconsistent,
                         "the note of " + next.checkpoint.origin + " is not signed by " + m_key.toString());
    VCI_CHECK(check(next.checkpoint, joins));
    if (!m_notes.empty() && m_notes.back().checkpoint == next.checkpoint) return {};
    // Only what nobody was given is cut off: see checkRest().
    if (::ftruncate(m_descriptor, static_cast<off_t>(m_wholeBytes)) != 0) return failed(m_file, "written");
    const std::string record = (m_lacksEmptyLine ? "\n" : "") + next.note.toString() + "\n";
    std::size_t written = 0;
    while (written < record.size()) {
        const ssize_t took = ::pwrite(m_descriptor, record.data() + written, record.size() - written,
                                      static_cast<off_t>(m_wholeBytes) + static_cast<off_t>(written));
        if (took < 0 && errno == EINTR) continue;
        if (took < 0) return failed(m_file, "written");
        written += static_cast<std::size_t>(took);
    }
    if (::fsync(m_descriptor) != 0) return failed(m_file, "written to the disk");
    VCI_CHECK(syncFolder(m_file.parent_path()));
    m_wholeBytes += static_cast<std::int64_t>(record.size());
    m_lacksEmptyLine = false;
    m_notes.push_back(next);
    return {};
}

Result<NoteFolder> NoteFolder::open(fs::path folder)
{
    const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) return failed(folder, "read");
    ::close(descriptor);
    return NoteFolder(std::move(folder));
}

Result<NoteFolder> NoteFolder::openOrMake(fs::path folder)
{
    std::error_code failure;
    fs::create_directories(folder, failure);
    if (failure) return makeError(ErrorCode::Io, folder.string() + " cannot be made: " + failure.message());
    return open(std::move(folder));
}

fs::path NoteFolder::fileOf(const Origin& origin, const VerifierKey& key) const
{
    std::string name = origin.toString();
    std::replace(name.begin(), name.end(), '/', '.');
    return m_folder / (name + "." + hexOf(key.hash()) + std::string(kEnding));
}

Result<std::vector<NoteFileName>> NoteFolder::list() const
{
    std::error_code failure;
    std::vector<NoteFileName> names;
    for (fs::directory_iterator file(m_folder, failure), end; !failure && file != end; file.increment(failure)) {
        std::string name = file->path().filename().string();
        if (!name.ends_with(kEnding)) continue;
        name.resize(name.size() - kEnding.size());
        const std::size_t dot = name.rfind('.');
        if (dot == std::string::npos) continue;
        const std::string hash = name.substr(dot + 1);
        name.resize(dot);
        std::replace(name.begin(), name.end(), '.', '/');
        const auto origin = Origin::parse(name);
        if (origin.ok() && hash.size() == 8 && tryFromHex(hash)) names.push_back(NoteFileName{origin.value(), hash});
    }
    if (failure) return makeError(ErrorCode::Io, m_folder.string() + " cannot be read: " + failure.message());
    std::sort(names.begin(), names.end());
    return names;
}

Result<std::vector<SignedCheckpoint>> NoteFolder::notes(const Origin& origin, const VerifierKey& key) const
{
    const fs::path file = fileOf(origin, key);
    const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (descriptor < 0 && errno == ENOENT) return std::vector<SignedCheckpoint>();
    if (descriptor < 0) return failed(file, "read");
    auto bytes = readFile(descriptor, file, kWhat, kMaxFileBytes);
    ::close(descriptor);
    VCI_TRY(const std::string text, std::move(bytes));
    VCI_TRY(Loaded loaded, parseFile(file, text, key));
    return std::move(loaded.notes);
}

Result<std::unique_ptr<NoteFile>> NoteFolder::lock(const Origin& origin, const VerifierKey& key) const
{
    const fs::path path = fileOf(origin, key);
    const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NONBLOCK, 0644);
    if (descriptor < 0) return failed(path, "written");
    std::unique_ptr<NoteFile> file(new NoteFile(path, descriptor, key));
    while (::flock(descriptor, LOCK_EX) != 0)
        if (errno != EINTR) return failed(path, "locked");
    VCI_CHECK(file->load());
    return file;
}

}  // namespace vci::integrity
