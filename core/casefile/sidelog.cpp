// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/casefile/sidelog.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <functional>
#include <optional>
#include <utility>

namespace vci::casefile {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kBufferBytes = std::size_t{64} * 1024;
constexpr std::size_t kMaxLineBytes = std::size_t{1024} * 1024;

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

class SideLog final : public CustodyLog {
public:
    SideLog(fs::path log, const Sha256& start, Examiner examiner, Clock& clock)
        : m_log(std::move(log))
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
        std::int64_t n = 0;
        Sha256 prev = m_start;
        VCI_TRY(const bool isEnded, eachLine(file.get(), m_log, {}, [&](const Line& line) {
                    ++n;
                    prev = line.hash;
                    return true;
                }));
        const std::string record = CustodyRecord::make(m_examiner, action, object, m_clock, prev).text();
        // A line that a crash cut short stays as it is, to be seen.
        const std::string line = (isEnded ? "" : "\n") + record + "\n";
        if (::write(file.get(), line.data(), line.size()) != static_cast<ssize_t>(line.size()) || ::fdatasync(file.get()) != 0) {
            return ioError(m_log, "written");
        }
        return CustodyRow{n + 1, record, std::string(bytesOf(sha256({record})))};
    }

private:
    fs::path m_log;
    Sha256 m_start;
    Examiner m_examiner;
    Clock& m_clock;
};

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
    if (::access(log.c_str(), F_OK) == 0 ? ::access(log.c_str(), W_OK) != 0 : ::access(folder.c_str(), W_OK) != 0)
        return ioError(log, "written");
    return std::unique_ptr<CustodyLog>(std::make_unique<SideLog>(log, start, std::move(examiner), clock));
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

Result<std::vector<ChainLink>> readSideLinks(const fs::path& file, std::stop_token stop)
{
    const fs::path log = sideLogPath(file);
    std::vector<ChainLink> links;
    VCI_TRY(const Descriptor opened, openToRead(log));
    if (!opened.isOpen()) return links;
    VCI_CHECK(eachLine(opened.get(), log, std::move(stop), [&](const Line& line) {
        const auto record = line.isCut ? std::nullopt : CustodyRecord::tryParse(line.text);
        links.push_back(ChainLink{static_cast<std::int64_t>(links.size()) + 1, line.hash,
                                  record ? std::optional(record->prev) : std::nullopt, true});
        return true;
    }));
    return links;
}

}  // namespace vci::casefile
