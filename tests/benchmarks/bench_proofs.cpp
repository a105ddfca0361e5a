// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

// usage: bench_proofs DIRECTORY [LEAVES [PROOFS]]
// Makes a case file whose log has 10,000,000 leaves and no events, once (about 3 GB; it stays in DIRECTORY and is used again).
// Reads its tree as `log prove` does, then makes inclusion proofs for events in no order and in the order of the log, and holds
// every one against the root (DESIGN 5).

#include "core/base/clock.h"
#include "core/integrity/logtree.h"
#include "core/store/sqlite/casefilestore.h"
#include "tests/benchmarks/measure.h"

#include <sqlite3.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <vector>

namespace {

using namespace vci;
using namespace vci::bench;

constexpr std::int64_t kDefaultLeaves = 10'000'000;
constexpr std::int64_t kDefaultProofs = 100'000;
constexpr double kBoundPerSecond = 10'000;
constexpr const char* kTenant = "11111111-1111-4111-8111-111111111111";

/// The id of the event at a place: rising, so that the index over ids is appended to.
std::string eventIdAt(std::int64_t index)
{
    char text[48];
    const auto n = static_cast<unsigned long long>(index);
    std::snprintf(text, sizeof text, "%08llx-%04llx-4000-8000-000000000000", n >> 16, n & 0xFFFF);
    return text;
}

Sha256 leafAt(std::int64_t index)
{
    return sha256({std::to_string(index)});
}

void execute(sqlite3* database, const char* sql)
{
    if (sqlite3_exec(database, sql, nullptr, nullptr, nullptr) != SQLITE_OK) fail(sqlite3_errmsg(database));
}

/// Rows of the log as appending leaves them, without the events that they name.
void fillLog(sqlite3* database, std::int64_t leaves)
{
    const std::string tenant = kTenant;
    execute(database, ("INSERT INTO tenants (id, name, created_at) VALUES ('" + tenant + "', 'Acme Telecom', 0)").c_str());
    sqlite3_stmt* insert = nullptr;
    const std::string sql = "INSERT INTO event_log (tenant_id, log_id, log_index, event_id, leaf_hash) SELECT '" + tenant +
                            "', log_id, ?1, ?2, ?3 FROM logs";
    if (sqlite3_prepare_v2(database, sql.c_str(), -1, &insert, nullptr) != SQLITE_OK) fail(sqlite3_errmsg(database));
    for (std::int64_t index = 0; index < leaves; ++index) {
        const std::string id = eventIdAt(index);
        const Sha256 leaf = leafAt(index);
        sqlite3_bind_int64(insert, 1, index);
        sqlite3_bind_text(insert, 2, id.data(), static_cast<int>(id.size()), SQLITE_STATIC);
        sqlite3_bind_blob(insert, 3, leaf.data(), static_cast<int>(leaf.size()), SQLITE_STATIC);
        if (sqlite3_step(insert) != SQLITE_DONE) fail(sqlite3_errmsg(database));
        sqlite3_reset(insert);
    }
    sqlite3_finalize(insert);
    execute(database, ("INSERT INTO log_heads (tenant_id, log_id, size) SELECT '" + tenant + "', log_id, " +
                       std::to_string(leaves) + " FROM logs")
                          .c_str());
}

void makeCaseFile(const std::filesystem::path& file, std::int64_t leaves)
{
    std::filesystem::path unfinished = file;
    unfinished += ".part";
    std::filesystem::remove(unfinished);
    RandomIdSource ids;
    SystemClock clock;
    take(store::sqlite::createCaseFile(unfinished, ids, clock));
    sqlite3* database = nullptr;
    if (sqlite3_open(unfinished.c_str(), &database) != SQLITE_OK) fail(sqlite3_errmsg(database));
    execute(database, "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-500000; BEGIN");
    fillLog(database, leaves);
    execute(database, "COMMIT; PRAGMA journal_mode=DELETE");
    sqlite3_close(database);
    std::filesystem::rename(unfinished, file);
}

struct Proof {
    std::int64_t index;
    Sha256 leaf;
    std::vector<Sha256> path;
};

/// Proves events as `log prove` does once it has the tree: the event's entry, then its path.
std::vector<Proof> prove(store::LogReader& log, const LogId& id, integrity::LogTree& tree,
                         const std::vector<std::int64_t>& places)
{
    std::vector<Proof> proofs;
    proofs.reserve(places.size());
    for (const std::int64_t place : places) {
        const auto entry = take(log.entryOf(id, *EventId::tryFromString(eventIdAt(place)), {}));
        if (!entry || !entry->leafHash) fail("an entry of the log is gone");
        const std::int64_t index = entry->index.value();
        proofs.push_back({index, *entry->leafHash, take(integrity::inclusionPath(tree, index, tree.size()))});
    }
    return proofs;
}

bool measure(store::LogReader& log, const LogId& id, integrity::LogTree& tree, const std::string& order,
             const std::vector<std::int64_t>& places)
{
    std::vector<Proof> proofs;
    const double seconds = secondsOf([&] { proofs = prove(log, id, tree, places); });
    for (const Proof& proof : proofs) {
        if (!integrity::verifyInclusion(proof.index, tree.size(), proof.leaf, proof.path, tree.root()))
            fail("the proof of entry " + std::to_string(proof.index) + " does not lead to the root");
    }
    const double rate = static_cast<double>(proofs.size()) / seconds;
    const bool isMet = rate >= kBoundPerSecond;
    std::printf("inclusion proofs from %lld leaves, %s: %.0f/s; bound %.0f/s; ratio %.2f %s\n",
                static_cast<long long>(tree.size()), order.c_str(), rate, kBoundPerSecond, rate / kBoundPerSecond,
                isMet ? "met" : "MISSED");
    std::fflush(stdout);
    return isMet;
}

}  // namespace

int main(int argc, char** argv)
{
    if (argc < 2) fail("usage: bench_proofs DIRECTORY [LEAVES [PROOFS]]");
    const std::int64_t leaves = argc > 2 ? std::atoll(argv[2]) : kDefaultLeaves;
    const std::int64_t count = std::min<std::int64_t>(leaves, argc > 3 ? std::atoll(argv[3]) : kDefaultProofs);
    if (count < 1) fail("LEAVES and PROOFS must be at least 1");
    std::filesystem::create_directories(argv[1]);
    const std::filesystem::path file = std::filesystem::path(argv[1]) / ("leaves-" + std::to_string(leaves) + ".vcase");
    if (!std::filesystem::exists(file))
        std::printf("%s made in %.0f s\n", file.c_str(), secondsOf([&] { makeCaseFile(file, leaves); }));

    const auto reader = take(store::sqlite::openCaseFileReader(file));
    take(reader->selectTenant(*TenantId::tryFromString(kTenant)));
    store::LogReader& log = *reader->log();
    const store::LogHead head = take(log.logs({})).front();
    std::optional<integrity::LogTree> tree;
    const double seconds = secondsOf([&] { tree.emplace(take(integrity::LogTree::read(log, head.id, head.size, {}, {}))); });
    std::printf("reading the tree of %lld leaves, once: %.2f s, %.0f leaves/s\n", static_cast<long long>(tree->size()), seconds,
                static_cast<double>(tree->size()) / seconds);

    std::mt19937_64 random(20260201);
    std::vector<std::int64_t> scattered;
    std::vector<std::int64_t> inOrder;
    for (std::int64_t i = 0; i < count; ++i) {
        scattered.push_back(static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(leaves)));
        inOrder.push_back(leaves - count + i);
    }
    const bool isScatteredMet = measure(log, head.id, *tree, "in no order", scattered);
    const bool isInOrderMet = measure(log, head.id, *tree, "in the order of the log", inOrder);
    return isScatteredMet && isInOrderMet ? 0 : 1;
}
