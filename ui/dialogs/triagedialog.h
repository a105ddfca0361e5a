// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/bridge/integrityservices.h"
#include "ui/bridge/worker.h"

#include <QDialog>
#include <QString>

QT_BEGIN_NAMESPACE
class QLabel;
class QPlainTextEdit;
class QPushButton;
QT_END_NAMESPACE

namespace vci::ui {

class Session;
class Verification;

/// An event that is not what it was, in all the places that hold something of it: the row, the log, a case file, read models; and
/// which of them the checkpoint or anchor supports.
class TriageDialog : public QDialog {
    Q_OBJECT

public:
    /// Both outlive it; a verification has ended and its source is open.
    TriageDialog(Session& session, Verification& verification, const Finding& finding, QWidget* parent);
    ~TriageDialog() override;

    [[nodiscard]] bool isRead() const { return m_isRead; }

private:
    void build(const Finding& finding);
    void read(const QString& otherCase);
    void askForCase();
    void accept(const Result<Triaged>& found);

    Session& m_session;
    Verification& m_verification;
    TriageAsk m_ask;
    RequestNumber m_request = 0;
    bool m_isRead = false;
    QLabel* m_verdict;
    QLabel* m_time;
    QPlainTextEdit* m_copies;
    QPushButton* m_compare;
};

}  // namespace vci::ui
