// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/widgets/jsontext.h"

#include <QString>
#include <QStringList>
#include <QTimer>
#include <QWidget>

QT_BEGIN_NAMESPACE
class QLabel;
class QPlainTextEdit;
class QPushButton;
QT_END_NAMESPACE

namespace vci::ui {

/// One JSON document for reading: a title, notes about it, the text with its names, strings and numbers tinted, and a button
/// that copies the exact line it was made from.
class JsonView : public QWidget {
    Q_OBJECT

public:
    struct Content {
        QString title;
        QStringList notes;  ///< sentences about what is odd, each with a sign; plain text
        JsonLayout layout;
        QString exact;  ///< what Copy copies
    };

    explicit JsonView(QWidget* parent = nullptr);

    /// Shows another document; the scroll position stays where the title's kind of document is the same.
    void setContent(const Content& content);
    void clear();
    [[nodiscard]] QString shownText() const;
    [[nodiscard]] QString notes() const;
    /// Copies the exact line to the clipboard.
    void copyExact();

Q_SIGNALS:
    /// The text was cut and the user wants the rest of it.
    void allWanted();

private:
    void applyTheme();
    /// Puts the next lines into the view: a megabyte at once would stall the window for seconds.
    void feed();

    QString m_exact;
    QString m_waiting;    ///< the text as a whole, fed in parts
    qsizetype m_fed = 0;  ///< characters of m_waiting that the view has
    QTimer m_feed;
    QLabel* m_title;
    QLabel* m_notes;
    QPushButton* m_copy;
    QPushButton* m_all;
    QPlainTextEdit* m_text;
};

}  // namespace vci::ui
