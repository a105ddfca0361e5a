// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

// usage: bench_replaypostgres [EVENTS]
// One long aggregate in a hardened database of a private cluster: loading and replaying it against a COPY of the same rows by
// psql (DESIGN 5).

#include "core/replay/timelinebuilder.h"
#include "core/store/postgres/postgresstore.h"
#include "tests/benchmarks/longaggregate.h"
#include "tests/benchmarks/measure.h"
#include "tests/support/privatepostgres.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string>

namespace {

using namespace vci;
using bench::take;

constexpr std::int64_t kDefaultEvents = 1'000'000;
constexpr int kRounds = 3;
constexpr double kBound = 1.5;
const QString kDatabase = QStringLiteral("bench");

void fill(test::PrivatePostgres& cluster, const std::string& uri, bench::LongAggregate& source, std::int64_t events)
{
    take(cluster.createDatabase(kDatabase));
    const auto administration = take(store::postgres::openPostgresAdministration(uri));
    take(administration->migrate({}, [](const store::MigrationStep&) {}, {}));
    take(administration->addTenant(source.tenant, "bench"));
    RandomIdSource ids;
    source.writeTo(*take(store::postgres::openPostgresWriter(uri, ids)), events);
    take(cluster.runSql(kDatabase, QStringLiteral("VACUUM ANALYZE")));
}

/// What an envelope is made of: the event's columns and its place in the log.
double copyOnce(const std::string& uri, const bench::LongAggregate& source)
{
    const std::string command =
        "psql -X -q -d '" + uri +
        "' -c \"COPY (SELECT e.*, l.log_index FROM event_store e LEFT JOIN event_log l ON l.tenant_id = e.tenant_id AND "
        "l.event_id = e.id WHERE e.tenant_id = '" +
        source.tenant.toString() + "' AND e.aggregate_id = '" + source.aggregate.toString() +
        "' ORDER BY e.sequence_number) TO STDOUT\" > /dev/null";
    return bench::secondsOf([&] {
        if (std::system(command.c_str()) != 0) bench::fail("psql failed");
    });
}

double loadOnce(const std::string& uri, const bench::LongAggregate& source, std::int64_t events)
{
    const auto reader = take(store::postgres::openPostgresReader(uri));
    take(reader->selectTenant(source.tenant));
    return bench::secondsOf([&] {
        const auto timeline = take(replay::loadTimeline(*reader, source.aggregate, catalog::Catalog::builtIn(), {}, {}));
        if (static_cast<std::int64_t>(timeline->size()) != events) bench::fail("the timeline does not have every event");
    });
}

}  // namespace

int main(int argc, char** argv)
{
    const std::int64_t events = argc > 1 ? std::atoll(argv[1]) : kDefaultEvents;
    const auto cluster = take(test::PrivatePostgres::start());
    const std::string uri = cluster->uri(kDatabase).toStdString();
    bench::LongAggregate source;
    fill(*cluster, uri, source, events);
    double copy = 1e9;
    double load = 1e9;
    for (int round = 0; round < kRounds; ++round) {
        copy = std::min(copy, copyOnce(uri, source));
        load = std::min(load, loadOnce(uri, source, events));
    }
    const double ratio = load / copy;
    std::printf(
        "load and replay of %lld events from PostgreSQL: %.2f s; COPY of the same rows: %.2f s; ratio %.2f; bound %.1f: %s\n",
        static_cast<long long>(events), load, copy, ratio, kBound, ratio <= kBound ? "kept" : "EXCEEDED");
    return 0;
}
