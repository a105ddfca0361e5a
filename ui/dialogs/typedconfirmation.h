// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QDialog>
#include <QString>

QT_BEGIN_NAMESPACE
class QLineEdit;
class QPushButton;
QT_END_NAMESPACE

namespace vci::ui {

/// Asks for a name to be typed before something is replaced: nobody does that by mistake.
class TypedConfirmation : public QDialog {
    Q_OBJECT

public:
    struct Question {
        QString title;
        QString what;    ///< sentences: what will happen
        QString name;    ///< what must be typed, exactly
        QString button;  ///< what it does, a verb
    };

    TypedConfirmation(const Question& question, QWidget* parent);

Q_SIGNALS:
    void confirmed();

private:
    void accept() override;

    QString m_name;
    QLineEdit* m_typed;
    QPushButton* m_do;
};

}  // namespace vci::ui
