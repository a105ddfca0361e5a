// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/bridge/reportservices.h"
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

/// Repeats a report that was handed over against the open source, and says whether it is the same, and where not.
class RecheckDialog : public QDialog {
    Q_OBJECT

public:
    /// session must outlive it; a source is open. Begins at once.
    RecheckDialog(Session& session, const ReportServices& services, const QString& file, QWidget* parent);
    ~RecheckDialog() override;

private:
    void accept(const Result<ReportRecheck>& outcome);
    void say(const QString& verdict, const QString& why);

    Session& m_session;
    RequestNumber m_request = 0;
    QLabel* m_verdict;
    QLabel* m_why;
    QPlainTextEdit* m_places;
    QPushButton* m_stop;
};

/// Why a report can differ, or what is worth knowing though it does not; empty where there is nothing to say.
[[nodiscard]] QString recheckReasons(const ReportRecheck& outcome);

/// Each place in which a report differs, with both sides; a few words where there are more than are kept.
[[nodiscard]] QString differenceLines(const ReportRecheck& outcome);

}  // namespace vci::ui
