// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QWidget>

QT_BEGIN_NAMESPACE
class QAction;
class QLabel;
class QPushButton;
QT_END_NAMESPACE

namespace vci::ui {

class AnchorsModel;
class DetailsText;
class EmptyState;
class QuietTable;
class Session;
class Verification;

/// The anchors drawer: each recorded anchor with the chain's answer, as the last verifications with and without the network had
/// it.
class AnchorsPanel : public QWidget {
    Q_OBJECT

public:
    /// All outlive the panel. trust: of the window, leads to the trust settings.
    AnchorsPanel(Session& session, Verification& verification, QAction* trust, QWidget* parent);

    void takeFocus();
    [[nodiscard]] const AnchorsModel& model() const { return *m_model; }

private:
    void build(QAction* trust);
    void refresh();
    void refreshHead();
    void explain();
    /// What the newest time stamps of checkpoints prove, whether there are anchors or not.
    [[nodiscard]] QStringList timestampLines() const;

    Session& m_session;
    Verification& m_verification;
    AnchorsModel* m_model;
    QLabel* m_head;
    QPushButton* m_ask;
    QPushButton* m_leave;
    QuietTable* m_view;
    DetailsText* m_details;
    EmptyState* m_empty;
};

}  // namespace vci::ui
