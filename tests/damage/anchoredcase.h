// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "tests/cli/auditrun.h"
#include "tests/damage/somecase.h"
#include "tests/support/anvil.h"

#include <QString>
#include <QStringList>

#include <memory>
#include <vector>

/// A signed case file beside a private chain, with the settings of somebody who trusts both. Every step is one of the real
/// program; a test's process ends where one fails that has to succeed.
class AnchoredCase {
public:
    /// An own copy of a sound case, its head signed, in a folder of its own.
    AnchoredCase(const SomeCase& sound, const QString& folder, std::unique_ptr<vci::test::Anvil> node);

    [[nodiscard]] vci::test::Anvil& node() { return *m_node; }
    [[nodiscard]] const QString& file() const { return m_file; }

    /// What the trust file says; written before each run.
    struct Trust {
        QString key;  ///< empty: none
        qint64 chain = vci::test::Anvil::kChain;
        std::vector<std::string> senders;
        std::vector<std::string> endpoints;
        QString confirmations = QStringLiteral("null");
    };
    [[nodiscard]] Trust& trust() { return m_trust; }

    /// `log anchor`: sends, or follows what was sent. The transaction's hash.
    std::string anchor();
    /// Makes the file name another transaction.
    void nameTransaction(const std::string& hash);
    void sql(const QString& statements);
    [[nodiscard]] AuditRun verify(const QStringList& more = {});
    [[nodiscard]] AuditRun run(const QStringList& words);

private:
    void writeTrust() const;

    std::unique_ptr<vci::test::Anvil> m_node;
    QString m_folder;
    QString m_file;
    QStringList m_env;
    Trust m_trust;
};
