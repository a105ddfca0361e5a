// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

// usage: bench_append [EVENTS [PAGE_EVENTS [PAGE_AGGREGATES]]]
// On a private cluster with the server's own durability, a stock database that was migrated: appends EVENTS (default 100,000) in
// batches of 1,000 beside COPY FROM by a role without row security, and one at a time by 8 connections beside pgbench's bare
// INSERT by the same role; gives them their places in the log beside a COPY of what that reads and writes; and reads first pages
// of aggregates over PAGE_EVENTS (default 1,000,000) events of PAGE_AGGREGATES (a tenth). The list is a table of its own: what a
// page costs depends on the aggregates, and 1,000,000 events of as many aggregates cost what 10,000,000 do, which take hours to
// fill. Each line has both sides and the ratio (DESIGN 5).

#include "core/base/clock.h"
#include "core/store/postgres/postgresstore.h"
#include "tests/benchmarks/measure.h"
#include "tests/support/privatepostgres.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QProcess>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <string>
#include <thread>
#include <vector>

namespace {

using namespace vci;
using bench::fail;
using bench::secondsOf;
using bench::take;
using store::NewEvent;
using test::PrivatePostgres;

constexpr std::size_t kBatch = 1000;
constexpr int kConnections = 8;
constexpr int kRounds = 3;
constexpr double kAppendBound = 0.6;
constexpr double kPageBoundMs = 100;
const QString kDatabase = QStringLiteral("bench");
const QString kTenant = QStringLiteral("11111111-1111-4111-8111-111111111111");

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

TenantId tenant()
{
    return *TenantId::tryFromString(kTenant.toStdString());
}

const std::string kData = R"({"called_number":"+18005550119","caller_number":"+12000104177","direction":"inbound"})";
const std::string kMetadata = R"({"ip_address":"192.168.1.17","source":"twilio","user_id":null})";

NewEvent eventOf(AggregateId aggregate)
{
    return NewEvent{.id = {},
                    .aggregateId = aggregate,
                    .aggregateType = "Call",
                    .eventType = "CallOnHold",
                    .eventVersion = 1,
                    .eventData = kData,
                    .metadata = kMetadata,
                    .causationId = {},
                    .correlationId = CorrelationId(aggregate.uuid()),
                    .expectedSequence = {},
                    .sequence = {},
                    .timestamp = {},
                    .blockchainTxHash = {}};
}

/// The same shape on both sides: ten events an aggregate.
std::vector<AggregateId> aggregatesFor(std::int64_t events, IdSource& ids)
{
    std::vector<AggregateId> aggregates;
    for (std::int64_t i = 0; i < events; i += 10) aggregates.push_back(AggregateId(ids.next()));
    return aggregates;
}

/// What psql or pgbench prints.
std::string runProgram(const QString& program, const QStringList& arguments, const QString& input = {},
                       const QString& options = {})
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    if (!options.isEmpty()) environment.insert(QStringLiteral("PGOPTIONS"), options);
    process.setProcessEnvironment(environment);
    if (!input.isEmpty()) process.setStandardInputFile(input);
    process.start(program, arguments);
    if (!process.waitForFinished(-1) || process.exitCode() != 0) {
        fail(program.toStdString() + ": " + process.readAllStandardError().toStdString() + process.errorString().toStdString());
    }
    return process.readAllStandardOutput().toStdString();
}

void report(const std::string& name, double ours, double yardstick, const char* unit, const char* yardstickName)
{
    const double ratio = ours / yardstick;
    std::printf("%s: %.0f %s; %s: %.0f %s; ratio %.2f, bound %.1f: %s\n", name.c_str(), ours, unit, yardstickName, yardstick,
                unit, ratio, kAppendBound, ratio >= kAppendBound ? "kept" : "MISSED");
    std::fflush(stdout);
}

class Bench {
public:
    explicit Bench(std::int64_t events)
        : m_events(events)
        , m_cluster(take(PrivatePostgres::start(PrivatePostgres::Durability::Full)))
    {
        take(m_cluster->loadSchema(kDatabase));
        sql(QStringLiteral("INSERT INTO tenants (id, name, domain) VALUES ('%1', 'Acme Telecom', 'acme.example')").arg(kTenant));
    }

    void migrate()
    {
        take(take(store::postgres::openPostgresAdministration(uri("postgres")))
                 ->migrate({}, [](const store::MigrationStep&) {}, {}));
        sql(QStringLiteral("CREATE ROLE writer LOGIN; GRANT vci_writer TO writer; CREATE ROLE loader LOGIN BYPASSRLS; GRANT "
                           "vci_writer TO loader; CREATE ROLE sequencer LOGIN; GRANT vci_sequencer TO sequencer; INSERT INTO "
                           "tenant_members (login) VALUES ('writer'), ('loader'), ('sequencer')"));
    }

    void batches()
    {
        std::vector<double> ours;
        std::vector<double> copy;
        for (int round = 0; round < kRounds; ++round) {
            copy.push_back(static_cast<double>(m_events) / copyOnce());
            ours.push_back(static_cast<double>(m_events) / appendBatches());
        }
        report("append in batches of 1,000", median(ours), median(copy), "events/s", "COPY FROM");
    }

    void single()
    {
        const std::int64_t each = std::max<std::int64_t>(m_events / 50, 100);
        std::vector<double> ours;
        std::vector<double> bare;
        for (int round = 0; round < kRounds; ++round) {
            bare.push_back(pgbenchOnce(each));
            ours.push_back(static_cast<double>(each * kConnections) / appendSingly(each));
        }
        report("append one at a time, 8 connections", median(ours), median(bare), "events/s", "pgbench INSERT");
    }

    void sequence()
    {
        std::int64_t sequenced = 0;
        const double seconds =
            secondsOf([&] { sequenced = take(store::postgres::sequencePostgres(uri("sequencer"), tenant(), {})).sequenced; });
        const double copied = copyOfSequencing();
        std::printf(
            "sequencing, %lld events: %.0f events/s; COPY of the events out and of their log rows in: %.0f events/s; ratio "
            "%.2f, no bound\n",
            static_cast<long long>(sequenced), static_cast<double>(sequenced) / seconds, static_cast<double>(sequenced) / copied,
            copied / seconds);
        std::fflush(stdout);
    }

    /// Fills the stock tables before they are migrated; the catalogue is then filled as the sequencer would.
    void fillForPages(std::int64_t events, std::int64_t aggregates)
    {
        sql(QStringLiteral(
                "ALTER TABLE event_store DISABLE TRIGGER USER; INSERT INTO event_store (id, aggregate_id, aggregate_type, "
                "event_type, event_version, event_data, metadata, timestamp, sequence_number, tenant_id) SELECT "
                "gen_random_uuid(), "
                "md5((n / %5)::text)::uuid, (ARRAY['Call', 'Call', 'Customer', 'Transaction'])[1 + n / %5 % 4], 'CallOnHold', 1, "
                "'%2', '%3', timestamp '2026-01-01' + n * interval '10 ms', 1 + n % %5, '%1' FROM generate_series(0, %4 - 1) n; "
                "ALTER TABLE event_store ENABLE TRIGGER USER")
                .arg(kTenant, QString::fromStdString(kData), QString::fromStdString(kMetadata), QString::number(events),
                     QString::number(events / aggregates)));
        migrate();
        sql(QStringLiteral(
                "INSERT INTO log_heads (tenant_id, log_id, size, adopted_size) SELECT '%1', log_id, %2, %2 FROM logs; INSERT "
                "INTO "
                "aggregates SELECT tenant_id, aggregate_id, min(aggregate_type), count(*), 1, count(*), min(timestamp), "
                "max(timestamp), "
                "'CallOnHold', max(timestamp), gen_random_uuid() FROM event_store GROUP BY tenant_id, aggregate_id; INSERT INTO "
                "aggregate_activity SELECT tenant_id, aggregate_id, aggregate_type, event_count, last_timestamp, now() FROM "
                "aggregates; INSERT INTO event_log SELECT tenant_id, (SELECT log_id FROM logs), row_number() OVER () - 1, id, "
                "sha256('') FROM event_store")
                .arg(kTenant, QString::number(events)));
        sql(QStringLiteral("ANALYZE"));
    }

    void pages(std::int64_t events, std::int64_t aggregates)
    {
        struct Row {
            const char* name;
            store::AggregateQuery query;
        };
        for (const Row& row : {Row{"by id", {}}, Row{"by activity", {{}, store::AggregateSort::LastActivity}},
                               Row{"by count", {{}, store::AggregateSort::EventCount}},
                               Row{"of a type by activity", {{"Call"}, store::AggregateSort::LastActivity}}}) {
            std::vector<double> cold;
            std::vector<double> warm;
            for (int round = 0; round < kRounds; ++round) {
                // A server that was started anew has nothing in its own memory.
                m_cluster->stop();
                take(m_cluster->startAgain());
                const auto reader = take(store::postgres::openPostgresReader(uri("writer")));
                take(reader->selectTenant(tenant()));
                const auto page = [&] {
                    if (take(reader->aggregates(row.query, {{}, 256}, {})).rows.size() != 256) fail("the page is not full");
                };
                cold.push_back(secondsOf(page) * 1000);
                warm.push_back(secondsOf(page) * 1000);
            }
            std::printf(
                "first page of %lld aggregates %s, %lld events: server started anew %.1f ms, again %.1f ms; bound %.0f ms: %s\n",
                static_cast<long long>(aggregates), row.name, static_cast<long long>(events), median(cold), median(warm),
                kPageBoundMs, median(cold) <= kPageBoundMs ? "kept" : "EXCEEDED");
            std::fflush(stdout);
        }
    }

private:
    void sql(const QString& statements) { take(m_cluster->runSql(kDatabase, statements)); }
    [[nodiscard]] std::string uri(const char* login) const
    {
        return m_cluster->uri(kDatabase, QString::fromLatin1(login)).toStdString();
    }

    double copyOnce()
    {
        const QString path = QDir::tempPath() + QStringLiteral("/vci-bench-%1.copy").arg(QCoreApplication::applicationPid());
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly)) fail("cannot write " + path.toStdString());
        const auto aggregates = aggregatesFor(m_events, m_ids);
        for (std::int64_t i = 0; i < m_events; ++i) {
            const std::string aggregate = aggregates[static_cast<std::size_t>(i / 10)].toString();
            file.write(QByteArray::fromStdString(m_ids.next().toString() + '\t' + aggregate + "\tCall\tCallOnHold\t1\t" + kData +
                                                 '\t' + kMetadata + "\t2026-02-10 10:00:00\t" + std::to_string(i % 10 + 1) +
                                                 "\t\\N\t" + aggregate + "\t\\N\t" + kTenant.toStdString() + '\n'));
        }
        file.close();
        const double seconds = secondsOf([&] {
            runProgram(
                QStringLiteral("psql"),
                {QStringLiteral("-X"), QStringLiteral("-q"), QStringLiteral("-v"), QStringLiteral("ON_ERROR_STOP=1"),
                 QStringLiteral("-c"),
                 QStringLiteral("COPY event_store (id, aggregate_id, aggregate_type, event_type, event_version, event_data, "
                                "metadata, timestamp, sequence_number, causation_id, correlation_id, blockchain_tx_hash, "
                                "tenant_id) FROM STDIN"),
                 QString::fromStdString(uri("loader"))},
                path);
        });
        file.remove();
        return seconds;
    }

    /// What sequencing reads and writes, without what it computes: seconds of a COPY out of the events and one in of the log.
    double copyOfSequencing()
    {
        const QString path = QDir::tempPath() + QStringLiteral("/vci-bench-%1.log").arg(QCoreApplication::applicationPid());
        const auto psql = [&](const QString& command) {
            runProgram(QStringLiteral("psql"),
                       {QStringLiteral("-X"), QStringLiteral("-q"), QStringLiteral("-v"), QStringLiteral("ON_ERROR_STOP=1"),
                        QStringLiteral("-o"), QStringLiteral("/dev/null"), QStringLiteral("-c"), command,
                        QString::fromStdString(uri("postgres"))});
        };
        psql(QStringLiteral("\\copy event_log TO '%1'").arg(path));
        psql(QStringLiteral("CREATE TABLE log_copy (LIKE event_log INCLUDING ALL)"));
        const double seconds = secondsOf([&] {
            psql(QStringLiteral("COPY event_store TO STDOUT"));
            psql(QStringLiteral("\\copy log_copy FROM '%1'").arg(path));
        });
        QFile::remove(path);
        return seconds;
    }

    double appendBatches()
    {
        const auto writer = take(store::postgres::openPostgresWriter(uri("writer"), m_ids));
        const auto aggregates = aggregatesFor(m_events, m_ids);
        std::vector<NewEvent> all;
        for (std::int64_t i = 0; i < m_events; ++i) all.push_back(eventOf(aggregates[static_cast<std::size_t>(i / 10)]));
        return secondsOf([&] {
            for (std::size_t at = 0; at < all.size(); at += kBatch) {
                const std::span<const NewEvent> batch(all.data() + at, std::min(kBatch, all.size() - at));
                take(writer->append(tenant(), batch, store::Stamping::ByStore));
            }
        });
    }

    double appendSingly(std::int64_t each)
    {
        std::vector<std::unique_ptr<store::EventWriter>> writers;
        for (int i = 0; i < kConnections; ++i) writers.push_back(take(store::postgres::openPostgresWriter(uri("writer"), m_ids)));
        return secondsOf([&] {
            std::vector<std::jthread> threads;
            for (const auto& writer : writers) {
                threads.emplace_back([&writer, each] {
                    RandomIdSource ids;
                    const auto aggregates = aggregatesFor(each, ids);
                    for (std::int64_t i = 0; i < each; ++i) {
                        const NewEvent event = eventOf(aggregates[static_cast<std::size_t>(i / 10)]);
                        take(writer->append(tenant(), std::span(&event, 1), store::Stamping::ByStore));
                    }
                });
            }
        });
    }

    /// Transactions a second.
    double pgbenchOnce(std::int64_t each)
    {
        const QString path = QDir::tempPath() + QStringLiteral("/vci-bench-%1.sql").arg(QCoreApplication::applicationPid());
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly)) fail("cannot write " + path.toStdString());
        file.write(QStringLiteral("INSERT INTO event_store (id, aggregate_id, aggregate_type, event_type, event_data, metadata, "
                                  "event_version, sequence_number, correlation_id, tenant_id) VALUES (gen_random_uuid(), "
                                  "gen_random_uuid(), 'Call', "
                                  "'CallOnHold', '%1', '%2', 1, 1, gen_random_uuid(), '%3');\n")
                       .arg(QString::fromStdString(kData), QString::fromStdString(kMetadata), kTenant)
                       .toUtf8());
        file.close();
        const std::string said =
            runProgram(QStringLiteral("pgbench"),
                       {QStringLiteral("-n"), QStringLiteral("-c"), QString::number(kConnections), QStringLiteral("-j"),
                        QString::number(kConnections), QStringLiteral("-t"), QString::number(each), QStringLiteral("-f"), path,
                        QString::fromStdString(uri("writer"))},
                       {}, QStringLiteral("-c app.current_tenant_id=") + kTenant);
        file.remove();
        const auto at = said.find("tps = ");
        if (at == std::string::npos) fail("pgbench said: " + said);
        return std::atof(said.c_str() + at + 6);
    }

    std::int64_t m_events;
    std::unique_ptr<PrivatePostgres> m_cluster;
    RandomIdSource m_ids;
};

}  // namespace

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    const std::int64_t events = argc > 1 ? std::atoll(argv[1]) : 100'000;
    const std::int64_t pageEvents = argc > 2 ? std::atoll(argv[2]) : 1'000'000;
    const std::int64_t pageAggregates = argc > 3 ? std::atoll(argv[3]) : pageEvents / 10;
    if (events < 1000 || pageEvents < 10'000 || pageAggregates < 256 || pageAggregates > pageEvents)
        fail("usage: bench_append [EVENTS [PAGE_EVENTS [PAGE_AGGREGATES]]], at least 1000, 10000 and 256");
    {
        Bench bench(events);
        bench.migrate();
        bench.batches();
        bench.single();
        bench.sequence();
    }
    Bench bench(events);
    bench.fillForPages(pageEvents, pageAggregates);
    bench.pages(pageEvents, pageAggregates);
    return 0;
}
