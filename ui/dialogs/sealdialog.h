// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QDialog>

QT_BEGIN_NAMESPACE
class QCheckBox;
class QLabel;
class QLineEdit;
class QPushButton;
QT_END_NAMESPACE

namespace vci::ui {

class CaseWork;

/// Says what sealing means, asks for the examiner's key, and follows the sealing to its end.
class SealDialog : public QDialog {
    Q_OBJECT

public:
    /// work must outlive it; its case can be written. name: of the case.
    SealDialog(CaseWork& work, const QString& name, QWidget* parent);

private:
    void build(const QString& name);
    void check();
    void browse();
    void makeKey();
    void seal();
    void reject() override;
    void say(const QString& text, bool isError);

    CaseWork& m_work;
    QLineEdit* m_key;
    QPushButton* m_browse;
    QPushButton* m_make;
    QCheckBox* m_understood;
    QLabel* m_answer;
    QPushButton* m_seal;
};

}  // namespace vci::ui
