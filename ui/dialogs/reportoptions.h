// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/report/render.h"
#include "core/report/request.h"

#include <QWidget>

#include <optional>
#include <vector>

QT_BEGIN_NAMESPACE
class QCheckBox;
class QComboBox;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QRadioButton;
QT_END_NAMESPACE

namespace vci::ui {

/// Where a person stands who asks for a report.
struct ReportStanding {
    TenantId tenant;
    QString tenantName = {};
    std::optional<AggregateId> aggregate = {};  ///< in focus
    QString aggregateName = {};                 ///< "Call 1a2b3c4d"
    std::optional<EventId> event = {};          ///< at the playhead
    std::optional<Timestamp> playhead = {};
};

/// What a report is to be about, and on what it is written.
class ReportOptions : public QWidget {
    Q_OBJECT

public:
    ReportOptions(const ReportStanding& standing, QWidget* parent);

    /// That of the event at the playhead, once it is read, and the aggregates that it touches; nothing where the event names
    /// none.
    void setCorrelation(std::optional<CorrelationId> correlation, std::vector<AggregateId> aggregates);
    /// Why that cannot be chosen.
    void setNoCorrelation(const QString& why);

    /// Errors: Usage, InvalidTime, in words that name the field.
    [[nodiscard]] Result<report::Request> request() const;
    [[nodiscard]] report::Format format() const;
    /// ".pdf", for the name of the file.
    [[nodiscard]] QString ending() const;

Q_SIGNALS:
    void changed();

private:
    void build(const ReportStanding& standing);
    void update();

    TenantId m_tenant;
    std::optional<AggregateId> m_aggregate;
    std::optional<CorrelationId> m_correlation;
    std::vector<AggregateId> m_correlated;
    QRadioButton* m_one;
    QRadioButton* m_related;
    QRadioButton* m_all;
    QRadioButton* m_some;
    QPlainTextEdit* m_chosen;
    QLineEdit* m_from;
    QLineEdit* m_to;
    QPlainTextEdit* m_instants;
    QPlainTextEdit* m_chains;
    QPushButton* m_playhead;
    QComboBox* m_format;
    QCheckBox* m_reveal;
};

}  // namespace vci::ui
