// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/clock.h"
#include "core/store/reader.h"
#include "core/store/writer.h"
#include "tests/support/privatepostgres.h"

#include <QString>
#include <QVariant>

#include <memory>
#include <string>

namespace vci::test {

/// The stock database of ../shared in a private cluster, migrated. Its logins: postgres, and `writer`, a member of all tenants
/// that appends and sequences.
class HardenedDatabase {
public:
    /// NotFound, with what is missing, where it cannot run here.
    [[nodiscard]] static Result<std::unique_ptr<HardenedDatabase>>
    make(int calls, PrivatePostgres::Durability durability = PrivatePostgres::Durability::Fast);

    [[nodiscard]] std::string uri(const QString& login = QStringLiteral("writer")) const
    {
        return m_cluster->uri(QStringLiteral("stock"), login).toStdString();
    }
    [[nodiscard]] PrivatePostgres& cluster() { return *m_cluster; }
    [[nodiscard]] Result<void> runSql(const QString& sql) { return m_cluster->runSql(QStringLiteral("stock"), sql); }
    /// The first column of the first row, as a superuser sees it; "error: " and the server's words where there is none.
    [[nodiscard]] std::string value(const std::string& sql) const;

    /// What is wrong with the order of record, in words: the log of each tenant is gapless, holds every event once and in each
    /// aggregate's own order, its head is where it ends and nothing waits. Empty where all is well.
    [[nodiscard]] std::string logFaults() const;
    /// The same of the sequences of the aggregates whose id starts with prefix: 1 to their number, each once.
    [[nodiscard]] std::string sequenceFaults(const std::string& prefix) const;

    [[nodiscard]] Result<std::unique_ptr<store::EventWriter>> writer();
    /// A reader of Acme Telecom.
    [[nodiscard]] Result<std::unique_ptr<store::EventReader>> reader() const;
    [[nodiscard]] static TenantId tenant();

private:
    HardenedDatabase() = default;
    std::unique_ptr<PrivatePostgres> m_cluster;
    RandomIdSource m_ids;
};

}  // namespace vci::test
