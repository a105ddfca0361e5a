// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

// usage: bench_replay DIRECTORY [EVENTS]
// Makes a case file with one long aggregate, then measures in one process (DESIGN 5): loading and replaying it against a bare
// SELECT of the same columns, and moving to random points afterwards.

#include "core/replay/timelinebuilder.h"
#include "core/store/sqlite/casefilestore.h"
#include "tests/benchmarks/longaggregate.h"
#include "tests/benchmarks/measure.h"

#include <sqlite3.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <random>
#include <string>
#include <vector>

namespace {

using vci::bench::fail;
using vci::bench::LongAggregate;
using vci::bench::millisecondsOf;
using vci::bench::take;

constexpr std::int64_t kDefaultEvents = 1'000'000;
constexpr int kRounds = 5;
constexpr int kPoints = 5'000;
constexpr double kLoadBound = 1.5;
constexpr double kScrubBoundMs = 16;

/// What an envelope is made of: the event's columns and its place in the log.
constexpr const char* kSelect =
    "SELECT e.id, e.tenant_id, e.aggregate_id, e.aggregate_type, e.event_type, e.event_version, e.timestamp, "
    "e.sequence_number, e.causation_id, e.correlation_id, e.blockchain_tx_hash, e.event_data, e.metadata, "
    "l.event_id, l.log_index FROM event_store e LEFT JOIN event_log l ON l.rowid = e.rowid "
    "WHERE e.tenant_id = ?1 AND e.aggregate_id = ?2 AND NOT e.adopted ORDER BY e.sequence_number";

/// The least of the rounds: what the work itself takes, whatever else the machine was doing.
double least(const std::vector<double>& rounds)
{
    return *std::min_element(rounds.begin(), rounds.end());
}

void writeCaseFile(const std::filesystem::path& file, LongAggregate& source, std::int64_t count)
{
    vci::RandomIdSource ids;
    vci::SystemClock clock;
    take(vci::store::sqlite::createCaseFile(file, ids, clock));
    const auto writer = take(vci::store::sqlite::openCaseFileWriter(file, ids, clock));
    source.writeTo(*writer, count);
}

/// Steps through the rows and asks for every column; nothing is kept.
std::int64_t selectAll(sqlite3* database, const LongAggregate& source)
{
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(database, kSelect, -1, &statement, nullptr) != SQLITE_OK) fail(sqlite3_errmsg(database));
    const std::string tenant = source.tenant.toString();
    const std::string aggregate = source.aggregate.toString();
    sqlite3_bind_text(statement, 1, tenant.data(), static_cast<int>(tenant.size()), SQLITE_TRANSIENT);
    sqlite3_bind_text(statement, 2, aggregate.data(), static_cast<int>(aggregate.size()), SQLITE_TRANSIENT);
    const int columns = sqlite3_column_count(statement);
    std::int64_t rows = 0;
    std::int64_t bytes = 0;
    while (sqlite3_step(statement) == SQLITE_ROW) {
        ++rows;
        for (int column = 0; column < columns; ++column) {
            if (sqlite3_column_type(statement, column) == SQLITE_INTEGER)
                bytes += sqlite3_column_int64(statement, column) & 1;
            else if (sqlite3_column_text(statement, column) != nullptr)
                bytes += sqlite3_column_bytes(statement, column);
        }
    }
    sqlite3_finalize(statement);
    return bytes > 0 ? rows : 0;
}

void measureScrub(const vci::replay::Timeline& timeline)
{
    std::mt19937 random(7);
    std::vector<double> times;
    std::size_t seen = 0;
    for (int i = 0; i < kPoints; ++i) {
        const std::size_t position = 1 + random() % timeline.size();
        times.push_back(millisecondsOf([&] {
            seen += timeline.stateAt(position).members().size();
            seen += timeline.blameAt(position).size();
            seen += timeline.changesOf(position - 1).size();
        }));
    }
    if (seen == 0) fail("the states were empty");
    std::sort(times.begin(), times.end());
    const double p99 = times[times.size() * 99 / 100];
    std::printf("scrub to a random point (state, blame, changes): p50 %.3f ms; p99 %.3f ms; bound %.0f ms: %s\n",
                times[times.size() / 2], p99, kScrubBoundMs, p99 <= kScrubBoundMs ? "kept" : "EXCEEDED");
}

}  // namespace

int main(int argc, char** argv)
{
    if (argc < 2) fail("usage: bench_replay DIRECTORY [EVENTS]");
    const std::int64_t count = argc > 2 ? std::atoll(argv[2]) : kDefaultEvents;
    const std::filesystem::path file = std::filesystem::path(argv[1]) / "replay.vcase";
    LongAggregate source;
    const double written = millisecondsOf([&] { writeCaseFile(file, source, count); });
    std::printf("case file of one aggregate with %lld events: written in %.1f s, %.0f MB\n", static_cast<long long>(count),
                written / 1000, static_cast<double>(std::filesystem::file_size(file)) / 1e6);

    sqlite3* database = nullptr;
    if (sqlite3_open_v2(file.c_str(), &database, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, nullptr) != SQLITE_OK)
        fail(sqlite3_errmsg(database));
    const auto reader = take(vci::store::sqlite::openCaseFileReader(file));
    take(reader->selectTenant(source.tenant));
    if (selectAll(database, source) != count) fail("the SELECT did not see every row");  // also warms the page cache

    std::vector<double> selects;
    std::vector<double> loads;
    std::shared_ptr<const vci::replay::Timeline> timeline;
    for (int round = 0; round < kRounds; ++round) {
        selects.push_back(millisecondsOf([&] { (void)selectAll(database, source); }));
        timeline.reset();
        loads.push_back(millisecondsOf([&] {
            timeline = take(vci::replay::loadTimeline(*reader, source.aggregate, vci::catalog::Catalog::builtIn(), {}, {}));
        }));
    }
    sqlite3_close(database);
    const double ratio = least(loads) / least(selects);
    std::printf("load and replay of %zu events: %.0f ms; bare SELECT of the same columns: %.0f ms; ratio %.2f; bound %.1f: %s\n",
                timeline->size(), least(loads), least(selects), ratio, kLoadBound, ratio <= kLoadBound ? "kept" : "EXCEEDED");
    measureScrub(*timeline);
    std::filesystem::remove(file);
    return 0;
}
