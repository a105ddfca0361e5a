// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/result.h"

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <cstdio>
#include <cstring>
#include <memory>
#include <queue>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace vci::intake {

/// Sorts any number of small records in bounded memory: sorted runs go to a temporary file without a name and are merged from
/// there. Add all, then take all. One thread.
template <typename Record, typename Less>
class SpilledSort {
    static_assert(std::is_trivially_copyable_v<Record> && std::is_default_constructible_v<Record>);

public:
    /// memoryRecords: how many are held at once, while adding; at least 1.
    explicit SpilledSort(std::size_t memoryRecords)
        : m_memoryRecords(memoryRecords)
    {
    }

    /// Error Io where the temporary file cannot be written.
    [[nodiscard]] Result<void> add(const Record& record)
    {
        if (m_held.size() == m_memoryRecords) VCI_CHECK(spill());
        m_held.push_back(record);
        return {};
    }

    /// Calls visit for each record in order until it returns an error, which is returned. Once. Errors: Io; those of visit.
    template <typename Visit>
    [[nodiscard]] Result<void> takeAll(Visit visit)
    {
        std::sort(m_held.begin(), m_held.end(), Less());
        if (m_runs.empty()) {
            for (const Record& record : m_held) VCI_CHECK(visit(record));
            return {};
        }
        VCI_CHECK(spill());
        return merge(visit);
    }

private:
    static constexpr std::size_t kBufferRecords = 4096;

    struct Run {
        long long at;  // records from the start of the file
        long long end;
        std::vector<Record> buffer = {};
        std::size_t next = 0;
    };
    struct CloseFile {
        void operator()(std::FILE* file) const { std::fclose(file); }
    };

    [[nodiscard]] static Error failed(const char* doing)
    {
        return makeError(ErrorCode::Io, std::string("a temporary file cannot be ") + doing + ": " + std::strerror(errno));
    }

    [[nodiscard]] Result<void> spill()
    {
        if (!m_file) m_file.reset(std::tmpfile());
        if (!m_file) return failed("made");
        std::sort(m_held.begin(), m_held.end(), Less());
        if (std::fwrite(m_held.data(), sizeof(Record), m_held.size(), m_file.get()) != m_held.size()) return failed("written");
        const long long begin = m_runs.empty() ? 0 : m_runs.back().end;
        m_runs.push_back({begin, begin + static_cast<long long>(m_held.size())});
        m_held.clear();
        return {};
    }

    [[nodiscard]] Result<void> refill(Run& run)
    {
        const auto count = std::min(static_cast<long long>(kBufferRecords), run.end - run.at);
        run.buffer.resize(static_cast<std::size_t>(count));
        run.next = 0;
        if (count == 0) return {};
        if (::fseeko(m_file.get(), static_cast<off_t>(run.at) * static_cast<off_t>(sizeof(Record)), SEEK_SET) != 0 ||
            std::fread(run.buffer.data(), sizeof(Record), run.buffer.size(), m_file.get()) != run.buffer.size()) {
            return failed("read");
        }
        run.at += count;
        return {};
    }

    template <typename Visit>
    [[nodiscard]] Result<void> merge(Visit& visit)
    {
        m_held = {};
        const auto isLater = [](const Run* a, const Run* b) { return Less()(b->buffer[b->next], a->buffer[a->next]); };
        std::priority_queue<Run*, std::vector<Run*>, decltype(isLater)> queue(isLater);
        for (Run& run : m_runs) {
            VCI_CHECK(refill(run));
            if (!run.buffer.empty()) queue.push(&run);
        }
        while (!queue.empty()) {
            Run* const run = queue.top();
            queue.pop();
            VCI_CHECK(visit(run->buffer[run->next]));
            if (++run->next == run->buffer.size()) VCI_CHECK(refill(*run));
            if (!run->buffer.empty()) queue.push(run);
        }
        return {};
    }

    std::size_t m_memoryRecords;
    std::vector<Record> m_held;
    std::vector<Run> m_runs;
    std::unique_ptr<std::FILE, CloseFile> m_file;
};

}  // namespace vci::intake
