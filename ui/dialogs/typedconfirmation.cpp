// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/dialogs/typedconfirmation.h"

#include "ui/widgets/words.h"

#include <QDialogButtonBox>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace vci::ui {

TypedConfirmation::TypedConfirmation(const Question& question, QWidget* parent)
    : QDialog(parent)
    , m_name(question.name)
    , m_typed(new QLineEdit(this))
{
    setWindowTitle(question.title);
    setMinimumWidth(480);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 16, 20, 16);
    layout->setSpacing(12);
    layout->addWidget(words(question.what, this));
    auto* ask = words(tr("Type %1 to confirm.").arg(m_name), this);
    layout->addWidget(ask);
    ask->setBuddy(m_typed);
    m_typed->setAccessibleName(tr("Name to confirm"));
    layout->addWidget(m_typed);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_do = buttons->addButton(question.button, QDialogButtonBox::AcceptRole);
    m_do->setDefault(true);
    m_do->setEnabled(false);
    layout->addWidget(buttons);
    connect(m_typed, &QLineEdit::textChanged, this, [this](const QString& text) { m_do->setEnabled(text == m_name); });
    connect(buttons, &QDialogButtonBox::accepted, this, &TypedConfirmation::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &TypedConfirmation::reject);
    m_typed->setFocus();
}

void TypedConfirmation::accept()
{
    if (!m_do->isEnabled()) return;
    Q_EMIT confirmed();
    QDialog::accept();
}

}  // namespace vci::ui
