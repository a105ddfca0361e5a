// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/integrity/signing.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

namespace vci::integrity {

namespace {

constexpr mode_t kKeyMode = 0600;
constexpr const char* kAdopt = "; nothing is signed until a person runs `voicecore-audit db adopt --reason …`";

Error failed(const std::filesystem::path& file, const char* doing)
{
    return makeError(ErrorCode::Io, "the key file " + file.string() + " cannot be " + doing + ": " + std::strerror(errno));
}

Error withCure(Error error)
{
    if (error.code == ErrorCode::BehindJournal || error.code == ErrorCode::Inconsistent) error.message += kAdopt;
    return error;
}

class Descriptor {
public:
    explicit Descriptor(int number)
        : m_number(number)
    {
    }
    ~Descriptor()
    {
        if (m_number >= 0) ::close(m_number);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    [[nodiscard]] int number() const { return m_number; }

private:
    int m_number;
};

/// Whether the file begins as a signing key does, whatever follows.
bool isLikeKey(int file)
{
    constexpr std::string_view kBegin = "PRIVATE+KEY+";
    std::array<char, kBegin.size()> begin{};
    const ssize_t length = ::pread(file, begin.data(), begin.size(), 0);
    return length > 0 && std::string_view(begin.data(), static_cast<std::size_t>(length)) == kBegin;
}

}  // namespace

Result<SignerKey> loadSignerKey(const std::filesystem::path& file)
{
    const Descriptor key(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    struct stat status {};
    if (key.number() < 0 || ::fstat(key.number(), &status) != 0) return failed(file, "read");
    if (S_ISREG(status.st_mode) && !isLikeKey(key.number()))
        return makeError(ErrorCode::Usage,
                         file.string() + " holds no key: its first line is not one that log key generate writes");
    if (!S_ISREG(status.st_mode) || (status.st_mode & 07777) != kKeyMode)
        return makeError(ErrorCode::Usage, "the key file " + file.string() +
                                               " must be a file of mode 0600, for its owner alone: chmod 600 " + file.string());
    std::array<char, 4096> text{};
    const ssize_t length = ::read(key.number(), text.data(), text.size());
    if (length < 0) return failed(file, "read");
    std::string_view line(text.data(), static_cast<std::size_t>(length));
    if (line.ends_with('\n')) line.remove_suffix(1);
    auto parsed = SignerKey::parse(line);
    ::explicit_bzero(text.data(), text.size());
    if (parsed.ok()) return parsed;
    return makeError(ErrorCode::Usage, "the key file " + file.string() + ": " + parsed.error().message);
}

Result<void> saveSignerKey(const SignerKey& key, const std::filesystem::path& file)
{
    const Descriptor made(::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, kKeyMode));
    if (made.number() < 0 && errno == EEXIST)
        return makeError(ErrorCode::AlreadyExists, file.string() + " exists already: choose another name, no key is overwritten");
    if (made.number() < 0) return failed(file, "made");
    std::string line = key.toString() + "\n";
    const ssize_t written = ::write(made.number(), line.data(), line.size());
    const bool whole =
        std::cmp_equal(written, line.size()) && ::fchmod(made.number(), kKeyMode) == 0 && ::fsync(made.number()) == 0;
    ::explicit_bzero(line.data(), line.size());
    if (whole) return {};
    Error error = failed(file, "written");
    ::unlink(file.c_str());
    return error;
}

Result<void> CheckpointSigner::checkOneKey(const Origin& origin) const
{
    const std::string name = keyNameOf(origin.logId);
    const std::string hash = m_key.verifierKey().toString().substr(m_key.verifierKey().name().size() + 1, 8);
    if (m_key.verifierKey().name() != name)
        return makeError(ErrorCode::Usage, "the key is named " + m_key.verifierKey().name() +
                                               ", and this log is signed by one named " + name +
                                               ": `voicecore-audit log key generate` makes it");
    VCI_TRY(const auto files, m_journal.list());
    for (const NoteFileName& file : files) {
        if (file.origin == origin && file.keyHash != hash)
            return makeError(ErrorCode::Inconsistent, m_journal.path().string() + " holds notes of this log by another key (" +
                                                          name + "+" + file.keyHash + "): a log has one key");
    }
    return {};
}

Result<void> CheckpointSigner::checkStored(LogTree& tree, const Origin& origin,
                                           const std::vector<store::StoredCheckpoint>& stored) const
{
    // Only what this key signed binds it: whoever may write the table could plant anything else to stop the signing.
    for (const store::StoredCheckpoint& row : stored) {
        const auto parsed = SignedCheckpoint::parse(row.note);
        if (!parsed.ok() || parsed.value().checkpoint.origin != origin.toString() ||
            signatureState(parsed.value().note, m_key.verifierKey()) != SignatureState::Valid)
            continue;
        const Checkpoint& known = parsed.value().checkpoint;
        if (known.treeSize > tree.size())
            return makeError(ErrorCode::BehindJournal, "the log has " + std::to_string(tree.size()) +
                                                           " entries, a checkpoint that it keeps " +
                                                           std::to_string(known.treeSize));
        VCI_TRY(const Sha256 root, rootOf(tree, known.treeSize));
        if (root != known.root)
            return makeError(ErrorCode::Inconsistent,
                             "the log's first " + std::to_string(known.treeSize) + " entries are not those that were signed");
    }
    return {};
}

Result<SignedCheckpoint> CheckpointSigner::sign(TenantId tenant, const KeepCheckpoint& keep, const LogTree::Progress& progress,
                                                std::stop_token stop)
{
    VCI_TRY(const auto heads, m_reader.logs(stop));
    if (heads.empty()) return makeError(ErrorCode::Damaged, "the source names no log");
    const Origin origin{heads.front().id, tenant};
    VCI_CHECK(checkOneKey(origin));
    VCI_TRY(const auto file, m_journal.lock(origin, m_key.verifierKey()));
    const auto behind = file->check(Checkpoint{origin.toString(), heads.front().size, {}},
                                    [](const Checkpoint&, const Checkpoint&) { return Result<bool>(true); });
    if (!behind.ok() && behind.error().code == ErrorCode::BehindJournal) return withCure(behind.error());
    VCI_TRY(LogTree tree, LogTree::read(m_reader, origin.logId, heads.front().size, progress, stop));
    VCI_TRY(const auto stored, m_reader.checkpoints(origin.logId, stop));
    if (auto agrees = checkStored(tree, origin, stored); !agrees.ok()) return withCure(std::move(agrees).error());

    const Checkpoint head{origin.toString(), tree.size(), tree.root()};
    if (file->notes().empty() || file->notes().back().checkpoint != head) {
        const Joins joins = [&](const Checkpoint& older, const Checkpoint& newer) { return tree.joins(older, newer); };
        if (auto agrees = file->check(head, joins); !agrees.ok()) return withCure(std::move(agrees).error());
        VCI_TRY(const SignedCheckpoint made, SignedCheckpoint::sign(head, m_key));
        VCI_CHECK(file->add(made, joins));
    }
    for (const SignedCheckpoint& note : file->notes()) {
        const auto isKept = [&](const store::StoredCheckpoint& row) { return row.treeSize == note.checkpoint.treeSize; };
        if (std::any_of(stored.begin(), stored.end(), isKept)) continue;
        VCI_CHECK(keep({origin.logId, note.checkpoint.treeSize, note.checkpoint.root, note.note.toString()}));
    }
    return file->notes().back();
}

}  // namespace vci::integrity
