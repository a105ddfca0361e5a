// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/damage/anchoredcase.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>

namespace {

void must(bool done, const char* what, const QByteArray& why = {})
{
    if (!done) qFatal("%s: %s", what, why.constData());
}

QJsonArray arrayOf(const std::vector<std::string>& texts)
{
    QJsonArray array;
    for (const std::string& text : texts) array.append(QString::fromStdString(text));
    return array;
}

}  // namespace

AnchoredCase::AnchoredCase(const SomeCase& sound, const QString& folder, std::unique_ptr<vci::test::Anvil> node)
    : m_node(std::move(node))
    , m_folder(sound.path(folder))
{
    must(QDir().mkpath(m_folder + QStringLiteral("/journal")), "making a folder");
    m_file = sound.copy(folder + QStringLiteral("/a.vcase"));
    m_env = {QStringLiteral("VCI_KEY=") + m_folder + QStringLiteral("/a.key"),
             QStringLiteral("VCI_JOURNAL=") + m_folder + QStringLiteral("/journal"),
             QStringLiteral("VCI_PINS=") + m_folder + QStringLiteral("/pins"),
             QStringLiteral("VCI_TRUST=") + m_folder + QStringLiteral("/trust.json")};
    m_trust.senders = {m_node->account(0)};
    m_trust.endpoints = {m_node->url()};
    const AuditRun key =
        run({QStringLiteral("log"), QStringLiteral("key"), QStringLiteral("generate"), m_folder + QStringLiteral("/a.key")});
    must(key.exitCode == 0, "making a key", key.err);
    m_trust.key = QString::fromUtf8(key.out.trimmed());
    const AuditRun signedHead = run({QStringLiteral("log"), QStringLiteral("checkpoint")});
    must(signedHead.exitCode == 0, "signing", signedHead.err);
}

void AnchoredCase::writeTrust() const
{
    QJsonObject trust{{QStringLiteral("chain_id"), m_trust.chain},
                      {QStringLiteral("senders"), arrayOf(m_trust.senders)},
                      {QStringLiteral("endpoints"), arrayOf(m_trust.endpoints)}};
    if (m_trust.chain < 0) trust.remove(QStringLiteral("chain_id"));
    if (!m_trust.key.isEmpty()) trust.insert(QStringLiteral("keys"), QJsonArray{m_trust.key});
    if (m_trust.confirmations != QLatin1String("null"))
        trust.insert(QStringLiteral("confirmations"), m_trust.confirmations.toInt());
    QFile file(m_folder + QStringLiteral("/trust.json"));
    const QByteArray text = QJsonDocument(trust).toJson();
    must(file.open(QIODevice::WriteOnly) && file.write(text) == text.size(), "writing the trust file");
}

AuditRun AnchoredCase::run(const QStringList& words)
{
    writeTrust();
    return runAudit(QStringList{QStringLiteral("--store"), m_file} + words, {}, m_env);
}

AuditRun AnchoredCase::verify(const QStringList& more)
{
    return run(QStringList{QStringLiteral("verify"), QStringLiteral("--json")} + more);
}

std::string AnchoredCase::anchor()
{
    const AuditRun anchored = run({QStringLiteral("log"), QStringLiteral("anchor"), QStringLiteral("--json")});
    must(anchored.exitCode == 0, "anchoring", anchored.err);
    return anchored.json().value(QStringLiteral("tx_hash")).toString().toStdString();
}

void AnchoredCase::nameTransaction(const std::string& hash)
{
    sql(QStringLiteral("UPDATE anchors SET tx_hash = '%1'").arg(QString::fromStdString(hash)));
}

void AnchoredCase::sql(const QString& statements)
{
    must(runSql(m_file, statements.toUtf8().constData()), "changing the file", statements.toUtf8());
}
