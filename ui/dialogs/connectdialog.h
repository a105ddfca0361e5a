// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/tenant.h"
#include "ui/state/session.h"

#include <QDialog>

#include <memory>
#include <optional>

QT_BEGIN_NAMESPACE
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;
QT_END_NAMESPACE

namespace vci::ui {

/// Parts of a database's address.
struct DatabaseAddress {
    QString host = QStringLiteral("localhost");
    int port = 5432;
    QString database;
    QString user;
    QString password;
};

/// `postgresql://…` with every part percent-encoded. A host that starts with "/" is a socket's directory.
[[nodiscard]] QString databaseUri(const DatabaseAddress& address);

/// Asks for a PostgreSQL database, tries it, and lets a tenant be picked.
class ConnectDialog : public QDialog {
    Q_OBJECT

public:
    ConnectDialog(OpenSource openSource, QWidget* parent);
    ~ConnectDialog() override;

Q_SIGNALS:
    void chosen(const QString& uri, std::optional<vci::TenantId> tenant);

private:
    void buildFields();
    void test();
    void showTested(const store::SourceInfo& info, const std::vector<Tenant>& tenants);
    void forgetTest();
    void accept() override;
    [[nodiscard]] QString uri() const;

    OpenSource m_openSource;
    std::unique_ptr<Worker> m_worker;
    QLineEdit* m_host;
    QSpinBox* m_port;
    QLineEdit* m_database;
    QLineEdit* m_user;
    QLineEdit* m_password;
    QLineEdit* m_uri;
    QComboBox* m_tenants;
    QLabel* m_answer;
    QPushButton* m_test;
    QPushButton* m_open;
    std::vector<Tenant> m_found;
};

}  // namespace vci::ui
