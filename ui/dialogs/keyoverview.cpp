// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/dialogs/keyoverview.h"

#include <QAction>
#include <QDialogButtonBox>
#include <QGridLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace vci::ui {

KeyOverview::KeyOverview(const std::vector<QAction*>& actions, QWidget* parent)
    : QDialog(parent)
{
    setWindowTitle(tr("Keys"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 16, 20, 16);
    layout->setSpacing(16);
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(16);
    grid->setVerticalSpacing(6);
    std::vector<QAction*> withKeys;
    for (QAction* action : actions)
        if (!action->shortcuts().isEmpty()) withKeys.push_back(action);

    const int rows = static_cast<int>(withKeys.size() + 1) / 2;
    for (int i = 0; i < static_cast<int>(withKeys.size()); ++i) {
        const QAction* action = withKeys[static_cast<std::size_t>(i)];
        QStringList keys;
        for (const QKeySequence& sequence : action->shortcuts()) keys << sequence.toString(QKeySequence::NativeText);
        auto* key = new QLabel(keys.join(QStringLiteral("  ")), this);
        key->setTextFormat(Qt::PlainText);
        key->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
        key->setProperty("look", QStringLiteral("title"));
        auto* text = new QLabel(action->text(), this);
        text->setTextFormat(Qt::PlainText);
        text->setAccessibleName(action->text() + QStringLiteral(": ") + key->text());
        grid->addWidget(key, i % rows, i / rows * 3);
        grid->addWidget(text, i % rows, i / rows * 3 + 1);
    }
    grid->setColumnMinimumWidth(2, 24);
    layout->addLayout(grid);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    layout->addWidget(buttons);
}

}  // namespace vci::ui
