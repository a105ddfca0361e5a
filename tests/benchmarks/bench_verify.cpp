// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

// usage: bench_verify DIRECTORY [EVENTS]
// Generated traffic of EVENTS events (default 500,000), its log signed, in a hardened database of a private cluster and in a case
// file. Verifies the one beside a COPY of the same rows in the order of the log, the other, open and sealed, beside sha256sum of
// the file; exports all of the tenant beside pg_dump of the same rows (DESIGN 5). What is written goes to DIRECTORY.

#include "app/evidence/verifysource.h"
#include "app/source/opencase.h"
#include "app/source/opensource.h"
#include "core/generate/traffic.h"
#include "core/integrity/signing.h"
#include "core/store/postgres/postgresstore.h"
#include "tests/benchmarks/measure.h"
#include "tests/support/privatepostgres.h"

#include <QString>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>
#include <string>

namespace {

using namespace vci;
using namespace vci::bench;

constexpr std::int64_t kDefaultEvents = 500'000;
constexpr std::int64_t kEventsPerCall = 13;
constexpr std::uint64_t kSeed = 7;
constexpr int kRounds = 3;
constexpr double kDatabaseBound = 1.3;
constexpr double kCaseBound = 1.0;
constexpr double kExportBound = 2.0;
const QString kDatabase = QStringLiteral("bench");

/// What an auditor has: a folder with trust file, pins and journal, and the key that signs.
class Auditor {
public:
    explicit Auditor(std::filesystem::path folder)
        : m_folder(std::move(folder))
    {
    }

    /// Signs the head of the log, and trusts the key from now on.
    void sign(const std::string& source)
    {
        const auto writer = take(app::openLogWriter(source, m_ids, m_clock));
        const auto reader = open(source);
        const auto head = take(reader->log()->logs({})).front();
        const auto key = take(integrity::SignerKey::generate(integrity::keyNameOf(head.id)));
        const auto journal = take(integrity::NoteFolder::openOrMake(m_folder / "journal"));
        const TenantId tenant = *reader->tenant();
        take(integrity::CheckpointSigner(*reader->log(), key, journal)
                 .sign(tenant, [&](const store::StoredCheckpoint& one) { return writer->addCheckpoint(tenant, one); }, {}, {}));
        std::ofstream(m_folder / "trust.json") << "{\"keys\":[\"" << key.verifierKey().toString() << "\"]}";
        m_events = head.size;
    }

    /// As `voicecore-audit verify` does it, from opening the source to the report.
    void verify(const std::string& source)
    {
        const auto reader = open(source);
        const app::EvidenceSettings settings{m_folder / "trust.json", true, m_folder / "pins", m_folder / "journal"};
        const auto outcome = take(app::verifySource(*reader, {source, {}, settings}, m_catalog, [](const verify::Pace&) {}, {}));
        const verify::Report& report = outcome.report;
        // That the private cluster may lose what it acknowledged is a finding, too, and none that matters here.
        const bool isSound = std::ranges::none_of(report.findings, [](const Finding& one) {
            return one.severity == Severity::Error && one.kind != FindingKind::SchemaWeakened;
        });
        if (report.events != m_events || report.checkpointSize != m_events || !isSound)
            fail("a sound source was not found to be sound: " + report.reason);
    }

    void exportAll(const std::string& source, const std::filesystem::path& file)
    {
        std::filesystem::remove(file);
        const auto outcome = take(
            app::exportCase(source, *open(source), {}, file.string(), app::currentExaminer("benchmark"), m_ids, m_clock, {}, {}));
        if (outcome.proved != m_events) fail("not every exported event has its proof");
    }

    void seal(const std::string& source)
    {
        const auto key = take(integrity::SignerKey::generate("voicecore/examiner/benchmark"));
        take(app::sealCase(source, key, app::currentExaminer("benchmark"), m_clock, {}));
    }

    [[nodiscard]] std::int64_t events() const { return m_events; }

private:
    static std::unique_ptr<store::EventReader> open(const std::string& source)
    {
        auto reader = take(app::openSource(source));
        take(reader->selectTenant(generate::trafficTenant(kSeed)));
        return reader;
    }

    std::filesystem::path m_folder;
    std::shared_ptr<const catalog::Catalog> m_catalog = catalog::Catalog::builtIn();
    RandomIdSource m_ids;
    SystemClock m_clock;
    std::int64_t m_events = 0;
};

void generateInto(const std::string& source, std::int64_t events)
{
    RandomIdSource ids;
    SystemClock clock;
    const auto writer = take(app::openForAppend(source, ids, clock));
    const auto receive = [&](std::span<const store::NewEvent> batch) -> Result<void> {
        VCI_TRY(const auto outcome, writer->append(generate::trafficTenant(kSeed), batch, store::Stamping::AsRecorded));
        return outcome.sequenced ? Result<void>() : makeError(ErrorCode::Internal, "the events were not sequenced");
    };
    take(generate::generateTraffic({events / kEventsPerCall, kSeed}, receive, {}));
}

std::string counted(std::int64_t events)
{
    return std::to_string(events) + " events";
}

bool measureDatabase(const std::filesystem::path& folder, std::int64_t events)
{
    const auto cluster = take(test::PrivatePostgres::start());
    const std::string uri = cluster->uri(kDatabase).toStdString();
    const TenantId tenant = generate::trafficTenant(kSeed);
    take(cluster->createDatabase(kDatabase));
    take(take(store::postgres::openPostgresAdministration(uri))->migrate({}, [](const store::MigrationStep&) {}, {}));
    take(take(store::postgres::openPostgresAdministration(uri))->addTenant(tenant, "bench"));
    generateInto(uri, events);
    take(cluster->runSql(kDatabase, QStringLiteral("VACUUM ANALYZE")));
    Auditor auditor(folder);
    auditor.sign(uri);

    const std::string copy = "psql -X -q -d '" + uri +
                             "' -c \"COPY (SELECT e.*, l.log_index, l.leaf_hash FROM event_log l JOIN event_store e ON "
                             "e.tenant_id = l.tenant_id AND e.id = l.event_id WHERE l.tenant_id = '" +
                             tenant.toString() + "' ORDER BY l.log_index) TO STDOUT\" > /dev/null";
    const auto verified = inTurns(
        kRounds, [&] { auditor.verify(uri); }, [&] { runShell(copy); });
    const bool isVerifyMet = report("verify a tenant in PostgreSQL, " + counted(auditor.events()), "COPY of the same log to psql",
                                    verified, kDatabaseBound);

    const std::filesystem::path dump = folder / "dump.sql";
    const std::filesystem::path exported = folder / "exported.vcase";
    const auto copied = inTurns(
        kRounds, [&] { auditor.exportAll(uri, exported); },
        [&] { runShell("pg_dump -a -t event_store -t event_log -f '" + dump.string() + "' -d '" + uri + "'"); });
    const bool isExportMet = report("export of a tenant with its proofs, " + counted(auditor.events()),
                                    "pg_dump of the same rows", copied, kExportBound);
    std::filesystem::remove(dump);
    std::filesystem::remove(exported);
    return isVerifyMet && isExportMet;
}

bool measureCase(const std::filesystem::path& folder, std::int64_t events)
{
    const std::string file = folder / "traffic.vcase";
    std::filesystem::create_directories(folder);
    RandomIdSource ids;
    SystemClock clock;
    take(app::createCase(file, ids, clock));
    generateInto(file, events);
    Auditor auditor(folder);
    auditor.sign(file);

    bool isMet = true;
    const auto measure = [&](const std::string& standing) {
        const std::string size = std::to_string(std::filesystem::file_size(file) / 1'000'000) + " MB";
        const auto sides = inTurns(
            kRounds, [&] { auditor.verify(file); }, [&] { runShell("sha256sum '" + file + "' > /dev/null"); });
        isMet = report("verify a case file, " + standing + ", " + counted(auditor.events()) + ", " + size,
                       "sha256sum of the same file", sides, kCaseBound) &&
                isMet;
    };
    measure("open");
    auditor.seal(file);
    measure("sealed");
    return isMet;
}

}  // namespace

int main(int argc, char** argv)
{
    if (argc < 2) fail("usage: bench_verify DIRECTORY [EVENTS]");
    const std::filesystem::path folder = argv[1];
    const std::int64_t events = argc > 2 ? std::atoll(argv[2]) : kDefaultEvents;
    if (events < kEventsPerCall) fail("EVENTS must be at least " + std::to_string(kEventsPerCall));
    const bool isCaseMet = measureCase(folder / "case", events);
    const bool isDatabaseMet = measureDatabase(folder / "database", events);
    return isCaseMet && isDatabaseMet ? 0 : 1;
}
