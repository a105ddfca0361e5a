// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/dialogs/operatordialog.h"

#include "ui/widgets/words.h"

#include <QDialogButtonBox>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace vci::ui {

namespace {
constexpr int kMaxReason = 200;
}  // namespace

OperatorDialog::OperatorDialog(const QString& source, const QString& login, int minutes, QWidget* parent)
    : QDialog(parent)
    , m_reason(new QLineEdit(this))
{
    setWindowTitle(tr("Operator mode"));
    setMinimumWidth(480);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 16, 20, 16);
    layout->setSpacing(12);
    layout->addWidget(words(login.isEmpty() ? source : tr("%1, as %2").arg(source, login), this, "title"));
    layout->addWidget(words(tr("For %1 minutes you can create snapshots and rebuild read models. Both are made from the events, "
                               "which nobody can change here: no event is written, altered or deleted.")
                                .arg(minutes),
                            this));
    layout->addWidget(words(tr("Each act is written to the activity log with your reason."), this));
    auto* ask = words(tr("What do you need it for?"), this);
    ask->setBuddy(m_reason);
    layout->addWidget(ask);
    m_reason->setAccessibleName(tr("Reason for operator mode"));
    m_reason->setPlaceholderText(tr("for example: incident 4711, CallSummary behind"));
    m_reason->setMaxLength(kMaxReason);
    layout->addWidget(m_reason);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_turnOn = buttons->addButton(tr("Turn on"), QDialogButtonBox::AcceptRole);
    m_turnOn->setDefault(true);
    m_turnOn->setEnabled(false);
    layout->addWidget(buttons);
    connect(m_reason, &QLineEdit::textChanged, this,
            [this](const QString& text) { m_turnOn->setEnabled(!text.simplified().isEmpty()); });
    connect(buttons, &QDialogButtonBox::accepted, this, &OperatorDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &OperatorDialog::reject);
    m_reason->setFocus();
}

void OperatorDialog::accept()
{
    if (!m_turnOn->isEnabled()) return;
    Q_EMIT confirmed(m_reason->text().simplified());
    QDialog::accept();
}

}  // namespace vci::ui
