// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/bridge/integrityservices.h"

#include <QDialog>

#include <memory>

QT_BEGIN_NAMESPACE
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QThreadPool;
QT_END_NAMESPACE

namespace vci::ui {

/// What the user trusts: shown, and changed line by line; nothing that is no trust file is written.
class TrustDialog : public QDialog {
    Q_OBJECT

public:
    TrustDialog(IntegrityServices services, QWidget* parent);
    ~TrustDialog() override;

    /// The trust file that the fields make.
    [[nodiscard]] std::string text() const;
    [[nodiscard]] QString stampersText() const;

Q_SIGNALS:
    void saved();

private:
    void build();
    void fill(const Result<TrustSettings>& settings);
    void check();
    [[nodiscard]] QString refusal(const Error& error) const;
    void save();
    /// Runs a service on a thread of its own, then done here.
    void run(std::function<Result<TrustSettings>()> work, std::function<void(Result<TrustSettings>)> done);

    IntegrityServices m_services;
    std::unique_ptr<QThreadPool> m_thread;
    QLabel* m_file;
    QPlainTextEdit* m_keys;
    QLineEdit* m_chain;
    QPlainTextEdit* m_senders;
    QPlainTextEdit* m_endpoints;
    QLineEdit* m_confirmations;
    QLabel* m_stampers;
    QLabel* m_answer;
    QPushButton* m_save = nullptr;
    bool m_isRead = false;
    std::vector<std::string> m_authorities;  ///< of time stamps: kept as they stand in the file
    std::string m_before;
};

}  // namespace vci::ui
