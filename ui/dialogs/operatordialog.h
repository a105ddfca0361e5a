// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QDialog>

QT_BEGIN_NAMESPACE
class QLineEdit;
class QPushButton;
QT_END_NAMESPACE

namespace vci::ui {

/// Says what operator mode allows and asks for what it is needed.
class OperatorDialog : public QDialog {
    Q_OBJECT

public:
    /// source and login as a person knows them; minutes: how long it lasts.
    OperatorDialog(const QString& source, const QString& login, int minutes, QWidget* parent);

Q_SIGNALS:
    void confirmed(const QString& reason);

private:
    void accept() override;

    QLineEdit* m_reason;
    QPushButton* m_turnOn;
};

}  // namespace vci::ui
