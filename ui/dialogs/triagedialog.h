// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/bridge/integrityservices.h"
#include "ui/bridge/worker.h"

#include <QDialog>
#include <QString>

QT_BEGIN_NAMESPACE
class QLabel;
class QPushButton;
QT_END_NAMESPACE

namespace vci::ui {

class QuietTable;
class Session;
class TriageModel;
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
    void copyAll() const;

    Session& m_session;
    Verification& m_verification;
    TriageAsk m_ask;
    RequestNumber m_request = 0;
    bool m_isRead = false;
    QLabel* m_verdict;
    QLabel* m_time;
    QLabel* m_prints;
    TriageModel* m_model;
    QuietTable* m_fields;
    QPushButton* m_compare;
    QPushButton* m_copy;
    QString m_asText;  ///< of the copies
};

}  // namespace vci::ui
