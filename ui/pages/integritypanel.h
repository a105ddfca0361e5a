// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/finding.h"

#include <QWidget>

#include <optional>

QT_BEGIN_NAMESPACE
class QLabel;
class QPushButton;
QT_END_NAMESPACE

namespace vci::ui {

class CoverageBar;
class DetailsText;
class EmptyState;
class FindingsModel;
class QuietTable;
class Session;
class Verification;

/// The integrity drawer: the badge with its reason, verifying with progress, coverage, and what was found, by kind; a finding
/// explains itself below and leads to its event.
class IntegrityPanel : public QWidget {
    Q_OBJECT

public:
    /// Both outlive the panel.
    IntegrityPanel(Session& session, Verification& verification, QWidget* parent = nullptr);

    void takeFocus();
    [[nodiscard]] const FindingsModel& model() const { return *m_model; }

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void build();
    void refresh();
    void refreshHead();
    void refreshFindings();
    void showNothingFound();
    void rebuildChips();
    void listKinds();
    void fitHeight();
    void chooseKind(std::optional<FindingKind> kind);
    void explain();
    void openEvent(int row);
    void triage();
    [[nodiscard]] QString summary() const;

    Session& m_session;
    Verification& m_verification;
    FindingsModel* m_model;
    QLabel* m_badge;
    QLabel* m_reason;
    QPushButton* m_whole;
    QPushButton* m_one;
    QLabel* m_facts;
    QString m_summary;  ///< what m_facts tells, as far as there is room
    CoverageBar* m_coverage;
    QPushButton* m_kinds;  ///< the chips as a menu, where there is no room for them
    QWidget* m_chips;
    QuietTable* m_view;
    DetailsText* m_details;
    QPushButton* m_triage;
    EmptyState* m_empty;
};

}  // namespace vci::ui
