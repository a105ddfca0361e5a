// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/replay/snapshotaudit.h"
#include "ui/bridge/worker.h"

#include <QWidget>

#include <cstdint>

QT_BEGIN_NAMESPACE
class QLabel;
class QPushButton;
QT_END_NAMESPACE

namespace vci::ui {

class AggregateSnapshots;
class EmptyState;
class OperatorMode;
class QuietTable;
class Session;
class SnapshotsModel;

/// The snapshots drawer: those of the aggregate in focus, the audit of them, and, in operator mode, a new one.
class SnapshotsPanel : public QWidget {
    Q_OBJECT

public:
    /// All outlive the panel.
    SnapshotsPanel(Session& session, OperatorMode& mode, AggregateSnapshots& snapshots, QWidget* parent = nullptr);

    void takeFocus();
    void audit();
    /// Requires operator mode.
    void create();
    [[nodiscard]] const SnapshotsModel& model() const { return *m_model; }

private:
    void build();
    void refresh();
    void refreshButtons();
    void refreshTitle();
    void showNone();
    void acceptAudit(Result<replay::SnapshotAudit> audit);
    void cancelAudit();

    Session& m_session;
    OperatorMode& m_mode;
    AggregateSnapshots& m_snapshots;
    SnapshotsModel* m_model;
    QuietTable* m_view;
    EmptyState* m_empty;
    QLabel* m_title;
    QPushButton* m_audit;
    QPushButton* m_create;
    QString m_outcome;             ///< of the last audit or creation, a sentence
    RequestNumber m_auditing = 0;  ///< 0: none runs
    bool m_creating = false;
    std::uint64_t m_shown = 0;  ///< counts the lists that were shown; answers about older ones are dropped
};

}  // namespace vci::ui
