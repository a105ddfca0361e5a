// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

// usage: bench_projection [EVENTS]
// Fills a hardened database in a private cluster, then rebuilds CallSummary from nothing against a COPY of the same rows of the
// log in its order (issue 3, 7).

#include "core/generate/traffic.h"
#include "core/projection/rebuild.h"
#include "core/store/postgres/postgresstore.h"
#include "tests/benchmarks/measure.h"
#include "tests/support/privatepostgres.h"

#include <pqxx/pqxx>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string>

namespace {

using namespace vci;
using bench::fail;
using bench::secondsOf;
using bench::take;

constexpr std::int64_t kDefaultEvents = 1'000'000;
constexpr std::int64_t kEventsPerCall = 13;
constexpr std::uint64_t kSeed = 7;
constexpr int kRounds = 3;
constexpr double kBound = 2.0;

void fill(test::PrivatePostgres& cluster, const std::string& uri, std::int64_t events)
{
    const TenantId tenant = generate::trafficTenant(kSeed);
    take(cluster.createDatabase(QStringLiteral("bench")));
    take(take(store::postgres::openPostgresAdministration(uri))->migrate({}, [](const store::MigrationStep&) {}, {}));
    take(take(store::postgres::openPostgresAdministration(uri))->addTenant(tenant, "bench"));
    RandomIdSource ids;
    const auto writer = take(store::postgres::openPostgresWriter(uri, ids));
    const auto receive = [&](std::span<const store::NewEvent> batch) -> Result<void> {
        VCI_TRY(const auto outcome, writer->append(tenant, batch, store::Stamping::AsRecorded));
        return outcome.sequenced ? Result<void>() : makeError(ErrorCode::Internal, "the events were not sequenced");
    };
    take(generate::generateTraffic({events / kEventsPerCall, kSeed}, receive, {}));
    take(cluster.runSql(QStringLiteral("bench"), QStringLiteral("ANALYZE")));
}

double copyOnce(const std::string& uri)
{
    const std::string command =
        "psql -X -q -d '" + uri +
        "' -c \"COPY (SELECT e.*, l.log_index FROM event_log l JOIN event_store e ON e.tenant_id = l.tenant_id "
        "AND e.id = l.event_id ORDER BY l.log_index) TO STDOUT\" > /dev/null";
    return secondsOf([&] {
        if (std::system(command.c_str()) != 0) fail("psql failed");
    });
}

double rebuildOnce(test::PrivatePostgres& cluster, const std::string& uri, const projection::Library& library, std::int64_t& rows)
{
    take(cluster.runSql(QStringLiteral("bench"), QStringLiteral("TRUNCATE read_models; TRUNCATE projection_checkpoints")));
    const auto writer = take(store::postgres::openPostgresReadModelWriter(uri));
    const auto reader = take(store::postgres::openPostgresReadModels(uri));
    take(reader->selectTenant(generate::trafficTenant(kSeed)));
    return secondsOf(
        [&] { rows = take(projection::rebuild(*reader, *writer, library, library.find("CallSummary"), {}, {})).checked; });
}

}  // namespace

int main(int argc, char** argv)
{
    const std::int64_t events = argc > 1 ? std::atoll(argv[1]) : kDefaultEvents;
    const auto cluster = take(test::PrivatePostgres::start());
    const std::string uri = cluster->uri(QStringLiteral("bench")).toStdString();
    fill(*cluster, uri, events);
    const auto library = take(projection::Library::load(catalog::Catalog::builtIn()));
    double copy = 1e9;
    double rebuild = 1e9;
    std::int64_t rows = 0;
    for (int round = 0; round < kRounds; ++round) {
        copy = std::min(copy, copyOnce(uri));
        rebuild = std::min(rebuild, rebuildOnce(*cluster, uri, library, rows));
    }
    std::printf(
        "rebuild CallSummary, about %lld events, %lld rows: %.2f s; COPY of the same log: %.2f s; ratio %.2f (bound %.1f) %s\n",
        static_cast<long long>(events), static_cast<long long>(rows), rebuild, copy, rebuild / copy, kBound,
        rebuild <= kBound * copy ? "met" : "MISSED");
    return rebuild <= kBound * copy ? 0 : 1;
}
