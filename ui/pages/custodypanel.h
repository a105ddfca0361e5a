// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QWidget>

QT_BEGIN_NAMESPACE
class QLabel;
class QPushButton;
QT_END_NAMESPACE

namespace vci::ui {

class CaseWork;
class CustodyModel;
class DetailsText;
class EmptyState;
class QuietTable;
class Session;

/// The custody drawer: who did what with the case, checked, with the record that is broken by its number.
class CustodyPanel : public QWidget {
    Q_OBJECT

public:
    /// Both outlive the panel.
    CustodyPanel(Session& session, CaseWork& work, QWidget* parent);

    void takeFocus();
    [[nodiscard]] const CustodyModel& model() const { return *m_model; }
    /// What is said of the log as a whole.
    [[nodiscard]] QString verdict() const;

protected:
    void showEvent(QShowEvent* event) override;

private:
    void build();
    void readIfNeeded();
    void refresh();
    void refreshHead();
    void explain();

    Session& m_session;
    CaseWork& m_work;
    CustodyModel* m_model;
    QLabel* m_verdict;
    QLabel* m_faults;
    QPushButton* m_again;
    QuietTable* m_view;
    DetailsText* m_details;
    EmptyState* m_empty;
};

}  // namespace vci::ui
