// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/casefile/sidelog.h"

#include "core/base/hex.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <functional>
#include <iterator>
#include <optional>
#include <thread>
#include <utility>

namespace vci::casefile {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kBufferBytes = std::size_t{64} * 1024;
constexpr std::size_t kMaxLineBytes = std::size_t{1024} * 1024;
constexpr std::string_view kBeside = "Custody record beside the file, line";

Error ioError(const fs::path& file, std::string_view doing)
{
    return makeError(ErrorCode::Io, file.string() + " cannot be " + std::string(doing) + ": " + std::strerror(errno));
}

class Descriptor {
public:
    explicit Descriptor(int fd)
        : m_fd(fd)
    {
    }
    ~Descriptor()
    {
        if (m_fd >= 0) ::close(m_fd);
    }
    Descriptor(Descriptor&& other) noexcept
        : m_fd(std::exchange(other.m_fd, -1))
    {
    }
    Descriptor& operator=(Descriptor&&) = delete;
    [[nodiscard]] int get() const { return m_fd; }
    [[nodiscard]] bool isOpen() const { return m_fd >= 0; }

private:
    int m_fd;
};

/// A line without its newline; text is cut at kMaxLineBytes, the hash is of the whole.
struct Line {
    std::string text;
    Sha256 hash;
    bool isCut;
};

/// Gives every line to receive until it returns false; the last one also where no newline ends it. True where one does.
Result<bool> eachLine(int fd, const fs::path& file, std::stop_token stop, const std::function<bool(Line)>& receive)
{
    std::string buffer(kBufferBytes, '\0');
    std::string text;
    std::optional<Sha256Stream> hash;
    bool isCut = false;
    off_t offset = 0;
    while (true) {
        if (stop.stop_requested()) return cancelled();
        const ssize_t got = ::pread(fd, buffer.data(), buffer.size(), offset);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return ioError(file, "read");
        if (got == 0) break;
        offset += got;
        std::string_view rest(buffer.data(), static_cast<std::size_t>(got));
        while (!rest.empty()) {
            const std::size_t newline = rest.find('\n');
            const std::string_view part = rest.substr(0, newline);
            if (!hash) hash.emplace();
            hash->add(part);
            isCut = isCut || text.size() + part.size() > kMaxLineBytes;
            text += part.substr(0, kMaxLineBytes - std::min(text.size(), kMaxLineBytes));
            if (newline == std::string_view::npos) break;
            if (!receive(Line{std::exchange(text, {}), hash->finish(), std::exchange(isCut, false)})) return true;
            hash.reset();
            rest.remove_prefix(newline + 1);
        }
    }
    if (!hash) return true;
    static_cast<void>(receive(Line{std::move(text), hash->finish(), isCut}));
    return false;
}

/// Not open where there is no log.
Result<Descriptor> openToRead(const fs::path& log)
{
    Descriptor file(::open(log.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (!file.isOpen() && errno != ENOENT) return ioError(log, "read");
    return file;
}

/// How the log ends, and where.
struct End {
    std::int64_t count = 0;
    Sha256 hash{};        ///< of the last line
    Sha256 before{};      ///< of the line before it
    std::string text;     ///< of the last line
    bool isEnded = true;  ///< a newline ends it
};

Result<End> endOf(int fd, const fs::path& log)
{
    End end;
    VCI_TRY(end.isEnded, eachLine(fd, log, {}, [&end](Line line) {
                ++end.count;
                end.before = std::exchange(end.hash, line.hash);
                end.text = std::move(line.text);
                return true;
            }));
    return end;
}

/// Whether the record was written behind the last one that the head names: a program may be stopped between log and head.
bool goesOn(const SideHead& head, const std::optional<Sha256>& prev)
{
    return prev && *prev == head.hash;
}

class SideLog final : public CustodyLog {
public:
    SideLog(fs::path file, const Sha256& start, Examiner examiner, Clock& clock)
        : m_file(std::move(file))
        , m_log(sideLogPath(m_file))
        , m_start(start)
        , m_examiner(std::move(examiner))
        , m_clock(clock)
    {
    }

    Result<CustodyRow> append(std::string_view action, std::string_view object) override
    {
        // A link that somebody put there would write to another file.
        const Descriptor file(::open(m_log.c_str(), O_RDWR | O_APPEND | O_CREAT | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK, 0644));
        if (!file.isOpen()) return ioError(m_log, "written");
        // Several programs may look at one sealed case: each appends to what the other wrote. Closing gives the lock back.
        if (::flock(file.get(), LOCK_EX) != 0) return ioError(m_log, "locked");
        VCI_TRY(End end, endOf(file.get(), m_log));
        VCI_TRY(auto head, headFor(file.get(), end));
        const Sha256 prev = end.count == 0 ? m_start : end.hash;
        const std::string record = CustodyRecord::make(m_examiner, action, object, m_clock, prev).text();
        VCI_CHECK(write(file.get(), (end.isEnded ? "" : "\n") + record + "\n"));
        const Sha256 hash = sha256({record});
        // What has the head wait is another record at most: the next append brings it there first.
        if (head) VCI_CHECK(writeSideHead(m_file, SideHead{head->start, end.count + 1, hash}));
        return CustodyRow{end.count + 1, record, std::string(bytesOf(hash))};
    }

private:
    /// The head, brought to where the log ends. It is made before the first record, so that a log never is without one. Nothing
    /// where the two contradict each other.
    [[nodiscard]] Result<std::optional<SideHead>> headFor(int fd, End& end)
    {
        VCI_TRY(const SideHeadFile found, readSideHead(m_file));
        if (end.count == 0 && (!found.isThere || (found.head && found.head->count == 0))) {
            const SideHead head{m_start, 0, m_start};
            VCI_CHECK(writeSideHead(m_file, head));
            return std::optional(head);
        }
        if (!found.head) return std::optional<SideHead>();
        SideHead head = *found.head;
        const auto last = CustodyRecord::tryParse(end.text);
        if (!last && head.count == end.count - 1 && !end.isEnded && (head.count == 0 || end.before == head.hash)) {
            VCI_CHECK(takeBackTorn(fd, end));
            return headFor(fd, end);
        }
        if (head.count == end.count - 1 && goesOn(head, last ? std::optional(last->prev) : std::nullopt)) {
            head = SideHead{head.start, end.count, end.hash};
            VCI_CHECK(writeSideHead(m_file, head));
        }
        return head.count == end.count && head.hash == end.hash ? std::optional(head) : std::nullopt;
    }

    /// A line that was cut short while it was written, and that the head does not count, was never a record.
    [[nodiscard]] Result<void> takeBackTorn(int fd, End& end)
    {
        const off_t size = ::lseek(fd, 0, SEEK_END);
        if (size < 0 || end.text.size() > static_cast<std::size_t>(size)) return ioError(m_log, "read");
        if (::ftruncate(fd, size - static_cast<off_t>(end.text.size())) != 0) return ioError(m_log, "written");
        end = End{end.count - 1, end.before, {}, {}, true};
        return {};
    }

    /// All of a line or nothing, as far as that can be had.
    [[nodiscard]] Result<void> write(int fd, const std::string& line)
    {
        const off_t size = ::lseek(fd, 0, SEEK_END);
        const ssize_t written = ::write(fd, line.data(), line.size());
        if (written == static_cast<ssize_t>(line.size()) && ::fdatasync(fd) == 0) return {};
        auto failure = ioError(m_log, "written");
        if (written > 0 && size >= 0) static_cast<void>(::ftruncate(fd, size));
        return failure;
    }

    fs::path m_file;
    fs::path m_log;
    Sha256 m_start;
    Examiner m_examiner;
    Clock& m_clock;
};

/// For whoever reads: waits a moment for a writer between log and head. A lock that cannot be had is no reason not to read.
void lockToRead(int fd)
{
    constexpr int kAttempts = 100;
    constexpr auto kPause = std::chrono::milliseconds(10);
    for (int attempt = 0; attempt < kAttempts && ::flock(fd, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK; ++attempt)
        std::this_thread::sleep_for(kPause);
}

}  // namespace

fs::path sideLogPath(const fs::path& file)
{
    fs::path log = file;
    log += ".custody.jsonl";
    return log;
}

Result<std::unique_ptr<CustodyLog>> openSideLog(const fs::path& file, const Sha256& start, Examiner examiner, Clock& clock)
{
    const fs::path log = sideLogPath(file);
    const fs::path folder = log.has_parent_path() ? log.parent_path() : fs::path(".");
    if (::access(folder.c_str(), W_OK) != 0 || (::access(log.c_str(), F_OK) == 0 && ::access(log.c_str(), W_OK) != 0))
        return ioError(log, "written");
    return std::unique_ptr<CustodyLog>(std::make_unique<SideLog>(file, start, std::move(examiner), clock));
}

Result<std::vector<CustodyRow>> readSideLog(const fs::path& file, std::int64_t afterN, std::size_t limitRows,
                                            std::stop_token stop)
{
    const fs::path log = sideLogPath(file);
    std::vector<CustodyRow> rows;
    VCI_TRY(const Descriptor opened, openToRead(log));
    if (!opened.isOpen()) return rows;
    std::int64_t n = 0;
    VCI_CHECK(eachLine(opened.get(), log, std::move(stop), [&](Line line) {
        if (++n > afterN) rows.push_back(CustodyRow{n, std::move(line.text), std::string(bytesOf(line.hash))});
        return rows.size() < limitRows;
    }));
    return rows;
}

Result<SideChain> readSideChain(const fs::path& file, std::stop_token stop)
{
    const fs::path log = sideLogPath(file);
    SideChain chain;
    VCI_TRY(const Descriptor opened, openToRead(log));
    if (opened.isOpen()) lockToRead(opened.get());
    VCI_TRY(chain.head, readSideHead(file));
    chain.isThere = opened.isOpen();
    if (!chain.isThere) return chain;
    VCI_TRY(chain.isEnded, eachLine(opened.get(), log, std::move(stop), [&chain](const Line& line) {
                const auto record = line.isCut ? std::nullopt : CustodyRecord::tryParse(line.text);
                chain.links.push_back(
                    ChainLink{std::ssize(chain.links) + 1, line.hash, record ? std::optional(record->prev) : std::nullopt, true});
                return true;
            }));
    return chain;
}

std::vector<Finding> checkSideChain(const fs::path& file, const SideChain& chain, const std::optional<Sha256>& sealedHash)
{
    const std::vector<ChainLink>& links = chain.links;
    const std::string name = sideHeadPath(file).filename().string();
    const auto told = [](std::string message, std::string expected = {}, std::string found = {}) {
        Finding finding{FindingKind::CustodyBroken, Severity::Error, {}, {}, {}, std::move(expected), std::move(found), {}};
        finding.message = std::move(message);
        return finding;
    };
    if (!chain.isThere && !chain.head.isThere) return {};
    if (links.empty() && !chain.head.isThere) {
        return {told(std::string(kBeside) + " 1 is missing: the log is empty, and " + name +
                     ", which says how many records there were, is missing, too; records may have been removed")};
    }
    ChainEnd end{std::ssize(links), {}, ChainEnd::Places::Counted};
    if (!chain.head.head) {
        const Sha256 start = sealedHash ? *sealedHash : links.empty() ? Sha256() : links.front().prev.value_or(Sha256());
        auto findings = links.empty() ? std::vector<Finding>() : checkChain(links, end, start, kBeside);
        findings.push_back(told(std::string(kBeside) + " " + std::to_string(links.size()) +
                                " is the last one that is there, but " + name +
                                (chain.head.isThere ? " was changed and no longer says" : " is missing, which says") +
                                " whether it was the last one written: put that file back beside the log; records may have been "
                                "removed"));
        // Who copies a case and its log need not know of the head: what is left of the log may still be whole.
        if (!chain.head.isThere && findings.size() == 1) findings.back().severity = Severity::Warning;
        return findings;
    }
    const SideHead& head = *chain.head.head;
    end.count = head.count;
    end.head = head.hash;
    const bool isOneMore = std::ssize(links) == head.count + 1;
    const bool isBehindHead = isOneMore && (head.count == 0 || links[links.size() - 2].hash == head.hash);
    // A program was stopped while it wrote: within the record, or before it moved the head along.
    auto kept = links;
    if (isBehindHead && !chain.isEnded && !links.back().prev)
        kept.pop_back();
    else if (isOneMore && goesOn(head, links.back().prev))
        end = ChainEnd{head.count + 1, links.back().hash, end.places};
    auto findings = checkChain(kept, end, end.count == 0 ? head.start : sealedHash.value_or(head.start), kBeside);
    if (findings.empty() && sealedHash && head.start != *sealedHash) {
        findings.push_back(told(name + " was begun for another file than the one that was sealed, or was changed: it does not go "
                                       "with the first custody record beside the file",
                                toHex(*sealedHash), toHex(head.start)));
    }
    return findings;
}

}  // namespace vci::casefile
