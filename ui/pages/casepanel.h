// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/casefile/case.h"

#include <QWidget>

#include <optional>

QT_BEGIN_NAMESPACE
class QAction;
class QLabel;
class QPushButton;
QT_END_NAMESPACE

namespace vci::ui {

class CaseNotesModel;
class CaseWork;
class DetailsText;
class EmptyState;
class QuietTable;
class Session;

/// The case drawer: what the case is, and the notes, bookmarks and findings of its examiners; one leads to its event.
class CasePanel : public QWidget {
    Q_OBJECT

public:
    /// Of the window, for its buttons.
    struct Doors {
        QAction* newCase;
        QAction* addNote;
        QAction* bookmark;
        QAction* seal;
    };

    /// All outlive the panel.
    CasePanel(Session& session, CaseWork& work, const Doors& doors, QWidget* parent);

    void takeFocus();
    [[nodiscard]] const CaseNotesModel& model() const { return *m_model; }

protected:
    void showEvent(QShowEvent* event) override;

private:
    void build(const Doors& doors);
    void readIfNeeded();
    void refresh();
    void refreshHead();
    void explain();
    void chooseKind(std::optional<casefile::CaseNote::Kind> kind);
    void open(int row);

    Session& m_session;
    CaseWork& m_work;
    CaseNotesModel* m_model;
    QLabel* m_title;
    QLabel* m_facts;
    QWidget* m_chips;
    QuietTable* m_view;
    DetailsText* m_details;
    EmptyState* m_empty;
    QAction* m_newCase;
    std::optional<std::int64_t> m_added;  ///< the note to stand on once it is read
};

}  // namespace vci::ui
