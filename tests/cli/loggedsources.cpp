// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/cli/loggedsources.h"

#include "tests/cli/auditrun.h"

#include <QTest>

using namespace vci;

namespace {

Result<void> run(const QStringList& words)
{
    const AuditRun done = runAudit(words);
    return done.exitCode == 0 ? Result<void>() : makeError(ErrorCode::Internal, done.err.toStdString());
}

}  // namespace

void LoggedSources::addKinds()
{
    QTest::addColumn<QString>("kind");
    QTest::newRow("case file") << QStringLiteral("case file");
#ifdef VCI_HAS_POSTGRES
    QTest::newRow("hardened database") << QStringLiteral("database");
#endif
}

Result<QString> LoggedSources::make(const QString& kind, const QString& folder)
{
    if (kind == QLatin1String("case file")) {
        const QString file = folder + QStringLiteral("/a.vcase");
        VCI_CHECK(run({QStringLiteral("init"), file}));
        return file;
    }
#ifdef VCI_HAS_POSTGRES
    if (!m_cluster) {
        VCI_TRY(m_cluster, test::PrivatePostgres::start());
    }
    ++m_databases;
    VCI_CHECK(m_cluster->createDatabase(database()));
    const QString uri = m_cluster->uri(database());
    VCI_CHECK(run({QStringLiteral("--store"), uri, QStringLiteral("db"), QStringLiteral("migrate")}));
    VCI_CHECK(run({QStringLiteral("--store"), uri, QStringLiteral("db"), QStringLiteral("tenant"), QStringLiteral("add"), kAcme,
                   QStringLiteral("--name"), QStringLiteral("Acme")}));
    return uri;
#else
    return makeError(ErrorCode::NotFound, "this build knows no databases");
#endif
}
