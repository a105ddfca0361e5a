// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "tests/ui/memoryreader.h"

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <mutex>
#include <string>
#include <vector>

namespace vci::testing {

/// A source of many aggregates without events: what the aggregates list reads. Shared by the readers of all workers.
struct ListSource {
    std::vector<store::AggregateRow> rows;  ///< by id
    bool sorts = true;                      ///< SourceInfo::sortsAggregates
    bool hasLog = false;                    ///< SourceInfo::hasLog
    std::optional<Error> failure;
    std::vector<store::FindHit> hits;
    std::mutex mutex;                // guards what follows
    std::vector<std::size_t> skips;  ///< of each page that was read
    std::vector<std::string> searches;

    [[nodiscard]] static AggregateId idOf(std::size_t number)
    {
        char text[37];
        std::snprintf(text, sizeof text, "%08zx-0000-4000-8000-000000000000", number);
        return *AggregateId::tryFromString(text);
    }
    /// Every third is a Customer; later numbers were active earlier, and every hundredth has many events.
    void fill(std::size_t count)
    {
        for (std::size_t i = 0; i < count; ++i) {
            const RecordedTime at{Timestamp(1'770'000'000'000'000 - static_cast<std::int64_t>(i) * 1'000'000)};
            rows.push_back({idOf(i), i % 3 == 2 ? "Customer" : "Call", i % 100 == 99 ? 50'000 : 3, Sequence(1), Sequence(3), at,
                            at, "CallEnded"});
        }
    }
};

class ListReader : public MemoryReader {
public:
    explicit ListReader(std::shared_ptr<ListSource> source)
        : MemoryReader(std::make_shared<MemorySource>())
        , m_source(std::move(source))
        , m_info(MemoryReader::info())
    {
        m_info.sortsAggregates = m_source->sorts;
        m_info.hasLog = m_source->hasLog;
    }
    [[nodiscard]] const store::SourceInfo& info() const override { return m_info; }

    [[nodiscard]] Result<store::AggregatePage> aggregates(const store::AggregateQuery& query, const store::PageRequest& page,
                                                          std::stop_token) override
    {
        if (m_source->failure) return *m_source->failure;
        if (!m_source->sorts && query.sort != store::AggregateSort::Id) return makeError(ErrorCode::NotSupported, "cannot sort");
        std::vector<store::AggregateRow> rows;
        for (const auto& row : m_source->rows)
            if (query.types.empty() || std::find(query.types.begin(), query.types.end(), row.type) != query.types.end())
                rows.push_back(row);
        std::stable_sort(rows.begin(), rows.end(), [&](const auto& a, const auto& b) {
            if (query.sort == store::AggregateSort::LastActivity) return a.last.at > b.last.at;
            if (query.sort == store::AggregateSort::EventCount) return a.events > b.events;
            return a.id < b.id;
        });
        {
            const std::lock_guard lock(m_source->mutex);
            m_source->skips.push_back(page.skipRows);
        }
        std::size_t begin = page.skipRows;
        if (page.after) begin += std::stoul(page.after->token);
        begin = std::min(begin, rows.size());
        const std::size_t end = std::min(begin + page.limitRows, rows.size());
        store::AggregatePage answer;
        answer.rows.assign(rows.begin() + static_cast<std::ptrdiff_t>(begin), rows.begin() + static_cast<std::ptrdiff_t>(end));
        if (end < rows.size()) answer.next = store::Cursor{std::to_string(end)};
        return answer;
    }

    [[nodiscard]] Result<std::vector<store::TypeCount>> aggregateTypes(std::stop_token) override
    {
        if (m_source->failure) return *m_source->failure;
        const auto customers =
            std::count_if(m_source->rows.begin(), m_source->rows.end(), [](const auto& row) { return row.type == "Customer"; });
        const auto all = static_cast<std::int64_t>(m_source->rows.size());
        return std::vector<store::TypeCount>{{"Call", all - customers}, {"Customer", customers}};
    }

    [[nodiscard]] Result<std::vector<store::FindHit>> find(const store::FindQuery& query, const store::ProgressFunction&,
                                                           std::stop_token) override
    {
        const std::lock_guard lock(m_source->mutex);
        m_source->searches.push_back(query.text);
        return query.text == "nothing" ? std::vector<store::FindHit>{} : m_source->hits;
    }

private:
    std::shared_ptr<ListSource> m_source;
    store::SourceInfo m_info;
};

}  // namespace vci::testing
