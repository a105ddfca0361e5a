// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

// usage: bench_store DIRECTORY [EVENTS]
// Makes a case file of 10,000,000 events, once (about 9 GB; it stays in DIRECTORY and is used again), then measures the first
// page of its aggregates in every order, each from a closed file that the system has forgotten (DESIGN 5).

#include "core/store/sqlite/casefilestore.h"
#include "tests/benchmarks/measure.h"

#include <sqlite3.h>

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <random>
#include <string>
#include <vector>

namespace {

using vci::bench::fail;
using vci::bench::millisecondsOf;
using vci::bench::take;
using vci::store::AggregateQuery;
using vci::store::AggregateSort;

constexpr std::int64_t kDefaultEvents = 10'000'000;
constexpr std::size_t kPageRows = 256;
constexpr double kPageBoundMs = 100;
constexpr int kRounds = 5;
constexpr std::int64_t kStartMicros = 1'769'904'000'000'000;  // 2026-02-01T00:00:00Z
constexpr std::int64_t kStepMicros = 17'000'123;
constexpr const char* kTenant = "11111111-1111-4111-8111-111111111111";

// ------------------------------------------------------------------------------------------------------------ the file

struct Aggregate {
    std::string id;
    std::string type;
    std::int64_t events;
    std::int64_t first;
};

/// A statement whose values are given in order.
class Statement {
public:
    Statement(sqlite3* database, const char* sql)
        : m_database(database)
    {
        if (sqlite3_prepare_v2(database, sql, -1, &m_statement, nullptr) != SQLITE_OK) fail(sqlite3_errmsg(database));
    }
    ~Statement() { sqlite3_finalize(m_statement); }
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;

    Statement& operator<<(std::int64_t value)
    {
        sqlite3_bind_int64(m_statement, ++m_bound, value);
        return *this;
    }
    /// The text must live until run().
    Statement& operator<<(const std::string& value)
    {
        sqlite3_bind_text(m_statement, ++m_bound, value.data(), static_cast<int>(value.size()), SQLITE_STATIC);
        return *this;
    }
    void run()
    {
        if (sqlite3_step(m_statement) != SQLITE_DONE) fail(sqlite3_errmsg(m_database));
        sqlite3_reset(m_statement);
        m_bound = 0;
    }

private:
    sqlite3* m_database;
    sqlite3_stmt* m_statement = nullptr;
    int m_bound = 0;
};

/// Ids that rise, so that ten million of them are appended to their indexes and not scattered over them.
std::string risingId(char kind, std::int64_t n, std::mt19937_64& random)
{
    char text[48];
    std::snprintf(text, sizeof text, "%08llx-%04llx-4000-8%03x-%c%011llx", static_cast<unsigned long long>(n >> 4),
                  static_cast<unsigned long long>(n & 15), static_cast<unsigned>(random() & 0xFFF), kind,
                  static_cast<unsigned long long>(random() & 0xFFFFFFFFFFF));
    return text;
}

/// Types and lengths as a platform has them: about eight events an aggregate, agents and credit accounts with very many.
Aggregate nextAggregate(std::int64_t n, std::int64_t total, std::mt19937_64& random)
{
    const auto upTo = [&](std::uint64_t end) { return static_cast<std::int64_t>(random() % end); };
    Aggregate aggregate{risingId('a', n, random), "Call", 6 + upTo(9), kStartMicros + upTo(2'600'000'000'000)};
    const auto dice = upTo(100);
    if (n % 20'000 == 7) {
        aggregate.type = "Agent";
        aggregate.events = std::max<std::int64_t>(50, total / 1000);
    } else if (dice < 20) {
        aggregate.type = "Transaction";
        aggregate.events = 2 + upTo(3);
    } else if (dice < 36) {
        aggregate.type = "Customer";
        aggregate.events = 1 + upTo(12);
    }
    return aggregate;
}

/// The tables filled by hand, in an order that makes ten million rows a matter of a minute.
class Maker {
public:
    Maker(sqlite3* database, std::int64_t events)
        : m_database(database)
        , m_events(events)
        , m_insertEvent(database, "INSERT INTO event_store (id, tenant_id, aggregate_id, aggregate_type, event_type, timestamp, "
                                  "sequence_number, causation_id, correlation_id, event_data, metadata) "
                                  "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)")
        , m_insertLog(database, "INSERT INTO event_log (tenant_id, log_id, log_index, event_id, leaf_hash) "
                                "VALUES (?1, (SELECT log_id FROM logs), ?2, ?3, zeroblob(32))")
    {
    }

    void make()
    {
        Statement tenant(m_database, "INSERT INTO tenants (id, name, is_active, created_at) VALUES (?1, 'Acme Telecom', 1, 0)");
        (tenant << m_tenant).run();
        std::vector<Aggregate> aggregates;
        while (m_written < m_events) {
            aggregates.push_back(nextAggregate(std::ssize(aggregates), m_events, m_random));
            Aggregate& aggregate = aggregates.back();
            aggregate.events = std::min(aggregate.events, m_events - m_written);
            writeEvents(aggregate);
        }
        writeAggregates(aggregates);
        Statement head(m_database, "INSERT INTO log_heads (tenant_id, log_id, size) VALUES (?1, (SELECT log_id FROM logs), ?2)");
        (head << m_tenant << m_written).run();
    }

private:
    void writeEvents(const Aggregate& aggregate)
    {
        std::string cause = aggregate.id;
        for (std::int64_t i = 1; i <= aggregate.events; ++i) {
            const std::string id = risingId('e', m_written, m_random);
            m_insertEvent << id << m_tenant << aggregate.id << aggregate.type << m_type << aggregate.first + i * kStepMicros << i;
            (m_insertEvent << cause << aggregate.id << m_data << m_metadata).run();
            // No page of aggregates reads a leaf hash: they are filler.
            (m_insertLog << m_tenant << m_written << id).run();
            ++m_written;
            cause = id;
        }
    }

    /// In no order: the pages of this table and its indexes then lie scattered over the file, as after months of appends.
    void writeAggregates(std::vector<Aggregate>& aggregates)
    {
        std::shuffle(aggregates.begin(), aggregates.end(), m_random);
        Statement insert(m_database, "INSERT INTO aggregates (tenant_id, aggregate_id, aggregate_type, event_count, "
                                     "first_sequence, last_sequence, first_timestamp, last_timestamp, last_event_type) "
                                     "VALUES (?1, ?2, ?3, ?4, 1, ?5, ?6, ?7, ?8)");
        for (const Aggregate& aggregate : aggregates) {
            const std::int64_t last = aggregate.first + aggregate.events * kStepMicros;
            insert << m_tenant << aggregate.id << aggregate.type << aggregate.events << aggregate.events << aggregate.first
                   << last;
            (insert << m_type).run();
        }
    }

    sqlite3* m_database;
    std::int64_t m_events;
    std::int64_t m_written = 0;
    std::mt19937_64 m_random{20260201};
    const std::string m_tenant = kTenant;
    const std::string m_type = "CallOnHold";
    const std::string m_data = R"({"called_number":"+18005550119","caller_number":"+12000104177","direction":"inbound"})";
    const std::string m_metadata = R"({"ip_address":"192.168.1.17","source":"twilio","user_id":null})";
    Statement m_insertEvent;
    Statement m_insertLog;
};

void execute(sqlite3* database, const char* sql)
{
    if (sqlite3_exec(database, sql, nullptr, nullptr, nullptr) != SQLITE_OK) fail(sqlite3_errmsg(database));
}

void makeCaseFile(const std::filesystem::path& file, std::int64_t events)
{
    std::filesystem::path unfinished = file;
    unfinished += ".part";
    std::filesystem::remove(unfinished);
    vci::RandomIdSource ids;
    vci::SystemClock clock;
    take(vci::store::sqlite::createCaseFile(unfinished, ids, clock));
    sqlite3* database = nullptr;
    if (sqlite3_open(unfinished.c_str(), &database) != SQLITE_OK) fail(sqlite3_errmsg(database));
    execute(database, "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-1500000; BEGIN");
    Maker(database, events).make();
    execute(database, "COMMIT; PRAGMA journal_mode=DELETE");
    sqlite3_close(database);
    std::filesystem::rename(unfinished, file);
}

/// In a process of its own, so that its memory is not counted as that of reading.
void makeInChild(const std::filesystem::path& file, std::int64_t events)
{
    const pid_t child = ::fork();
    if (child == 0) {
        makeCaseFile(file, events);
        std::_Exit(0);
    }
    int status = 0;
    if (child < 0 || ::waitpid(child, &status, 0) != child || status != 0) fail("the case file could not be made");
}

// ----------------------------------------------------------------------------------------------------------- measuring

/// Tells the system to forget what it keeps of the file in memory.
void forget(const std::filesystem::path& file)
{
    const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) fail("the case file cannot be opened");
    ::fdatasync(descriptor);
    ::posix_fadvise(descriptor, 0, 0, POSIX_FADV_DONTNEED);
    ::close(descriptor);
}

std::unique_ptr<vci::store::EventReader> open(const std::filesystem::path& file)
{
    auto reader = take(vci::store::sqlite::openCaseFileReader(file));
    take(reader->selectTenant(*vci::TenantId::tryFromString(kTenant)));
    return reader;
}

double median(std::vector<double> times)
{
    std::sort(times.begin(), times.end());
    return times[times.size() / 2];
}

void measure(const std::filesystem::path& file, const char* name, const AggregateQuery& query)
{
    std::vector<double> cold;
    std::vector<double> warm;
    for (int round = 0; round < kRounds; ++round) {
        forget(file);
        std::unique_ptr<vci::store::EventReader> reader;
        const auto page = [&] {
            vci::store::PageRequest request;
            request.limitRows = kPageRows;
            if (take(reader->aggregates(query, request, {})).rows.size() != kPageRows) fail("the page is not full");
        };
        cold.push_back(millisecondsOf([&] {
            reader = open(file);
            page();
        }));
        warm.push_back(millisecondsOf(page));
    }
    const double worst = *std::max_element(cold.begin(), cold.end());
    std::printf("first page of aggregates %-28s opened cold: median %.1f ms, worst %.1f ms; again: %.1f ms; bound %.0f ms: %s\n",
                name, median(cold), worst, median(warm), kPageBoundMs, median(cold) <= kPageBoundMs ? "kept" : "EXCEEDED");
}

/// A jump to the middle of the scroll bar: no bound of the design, but what a person does next.
void measureJump(const std::filesystem::path& file, const char* name, AggregateSort sort, std::size_t skipRows)
{
    forget(file);
    const auto reader = open(file);
    const double took = millisecondsOf([&] {
        vci::store::PageRequest request;
        request.limitRows = kPageRows;
        request.skipRows = skipRows;
        if (take(reader->aggregates(AggregateQuery{{}, sort}, request, {})).rows.empty()) fail("the middle is empty");
    });
    std::printf("jump over %zu aggregates %s: %.0f ms cold\n", skipRows, name, took);
}

double peakMegabytes()
{
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);) {
        if (line.starts_with("VmHWM:")) return std::atof(line.c_str() + 6) / 1024;
    }
    return 0;
}

}  // namespace

int main(int argc, char** argv)
{
    if (argc < 2) fail("usage: bench_store DIRECTORY [EVENTS]");
    const std::int64_t count = argc > 2 ? std::atoll(argv[2]) : kDefaultEvents;
    std::filesystem::create_directories(argv[1]);
    const std::filesystem::path file = std::filesystem::path(argv[1]) / ("events-" + std::to_string(count) + ".vcase");
    if (!std::filesystem::exists(file)) {
        const double made = millisecondsOf([&] { makeInChild(file, count); });
        std::printf("%s made in %.0f s\n", file.c_str(), made / 1000);
    }
    std::int64_t aggregates = 0;
    for (const auto& type : take(open(file)->aggregateTypes({}))) aggregates += type.count;
    std::printf("case file of %lld events, %lld aggregates, %.1f GB\n", static_cast<long long>(count),
                static_cast<long long>(aggregates), static_cast<double>(std::filesystem::file_size(file)) / 1e9);
    measure(file, "by id", {});
    measure(file, "by activity", {{}, AggregateSort::LastActivity});
    measure(file, "by count", {{}, AggregateSort::EventCount});
    measure(file, "of a type by id", {{"Call"}, AggregateSort::Id});
    measure(file, "of a type by activity", {{"Call"}, AggregateSort::LastActivity});
    measure(file, "of a type by count", {{"Call"}, AggregateSort::EventCount});
    measure(file, "of three types by activity", {{"Call", "Customer", "Transaction"}, AggregateSort::LastActivity});
    measureJump(file, "by id", AggregateSort::Id, static_cast<std::size_t>(aggregates) / 2);
    measureJump(file, "by activity", AggregateSort::LastActivity, static_cast<std::size_t>(aggregates) / 2);
    std::printf("peak memory of this process while reading: %.0f MB (bound of the whole desktop: 300 MB)\n", peakMegabytes());
    return 0;
}
