// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/casefile/export.h"
#include "core/casefile/selection.h"

#include <QDialog>
#include <QString>

#include <optional>

QT_BEGIN_NAMESPACE
class QLabel;
class QLineEdit;
class QPushButton;
class QRadioButton;
QT_END_NAMESPACE

namespace vci::ui {

class CaseWork;
class Session;

/// What of a selection goes into a case, and what of it will not be whole. source: of a source that is an export itself, its
/// selection.
[[nodiscard]] QString wordsOfNewCase(const casefile::Selection& selection, const std::optional<store::RecordSelection>& source);

/// Asks what goes into a new case, makes it, and offers to open it.
class NewCaseDialog : public QDialog {
    Q_OBJECT

public:
    /// Both outlive it; a source with a tenant is open.
    NewCaseDialog(Session& session, CaseWork& work, QWidget* parent);
    ~NewCaseDialog() override;

Q_SIGNALS:
    void openRequested(const QString& file);

private:
    void build();
    void readCorrelation();
    [[nodiscard]] Result<casefile::Selection> selection() const;
    void check();
    void browse();
    void make();
    void onExported(const QString& file, const casefile::ExportOutcome& outcome);
    void say(const QString& text, bool isError);

    Session& m_session;
    CaseWork& m_work;
    std::optional<AggregateId> m_aggregateId;
    std::optional<CorrelationId> m_correlationId;
    QRadioButton* m_aggregate;
    QRadioButton* m_correlation;
    QRadioButton* m_all;
    QLineEdit* m_types;
    QLineEdit* m_from;
    QLineEdit* m_to;
    QLineEdit* m_file;
    QPushButton* m_browse;
    QLabel* m_answer;
    QPushButton* m_stop;
    QPushButton* m_open;
    QPushButton* m_make = nullptr;
    QString m_made;
};

}  // namespace vci::ui
