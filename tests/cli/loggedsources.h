// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/result.h"

#ifdef VCI_HAS_POSTGRES
#include "tests/support/privatepostgres.h"
#endif

#include <QString>

#include <memory>

/// The tenant of these sources.
inline const QString kAcme = QStringLiteral("11111111-1111-4111-8111-111111111111");

/// Sources that keep a log, made by the real program: case files, and hardened databases of a private cluster that starts with
/// the first of them.
class LoggedSources {
public:
    /// The column `kind`, with a row for each kind that this build knows.
    static void addKinds();
    /// A new one, without events; its path or URI. A case file is a.vcase in that folder. Errors: NotFound, with what is missing,
    /// where it cannot run here.
    [[nodiscard]] vci::Result<QString> make(const QString& kind, const QString& folder);

#ifdef VCI_HAS_POSTGRES
    [[nodiscard]] vci::test::PrivatePostgres& cluster()
    {
        return *m_cluster;
    }
    /// The name of the last one, where it is a database.
    [[nodiscard]] QString database() const
    {
        return QStringLiteral("logged%1").arg(m_databases);
    }

private:
    std::unique_ptr<vci::test::PrivatePostgres> m_cluster;
    int m_databases = 0;
#endif
};
