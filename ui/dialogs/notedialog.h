// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/casefile/case.h"

#include <QDialog>

#include <optional>

QT_BEGIN_NAMESPACE
class QComboBox;
class QPlainTextEdit;
class QPushButton;
QT_END_NAMESPACE

namespace vci::ui {

/// What a note can be about, from the nearest on.
struct NoteStanding {
    std::optional<EventId> event = {};
    QString eventName = {};  ///< "event #3 CallOnHold"
    std::optional<AggregateId> aggregate = {};
    QString aggregateName = {};
};

/// Asks for a note, bookmark or finding and what it is about.
class NoteDialog : public QDialog {
    Q_OBJECT

public:
    NoteDialog(const NoteStanding& standing, casefile::CaseNote::Kind kind, QWidget* parent);

Q_SIGNALS:
    void confirmed(const vci::casefile::NewNote& note);

private:
    void accept() override;
    bool eventFilter(QObject* watched, QEvent* event) override;
    void check();

    NoteStanding m_standing;
    QComboBox* m_kind;
    QComboBox* m_about;
    QPlainTextEdit* m_text;
    QPushButton* m_add;
};

}  // namespace vci::ui
