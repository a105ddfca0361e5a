// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/widgets/jsontext.h"

#include <QString>
#include <QStringList>
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

    QString m_exact;
    QLabel* m_title;
    QLabel* m_notes;
    QPushButton* m_copy;
    QPushButton* m_all;
    QPlainTextEdit* m_text;
};

}  // namespace vci::ui
