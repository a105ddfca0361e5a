// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/widgets/emptystate.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace vci::ui {

namespace {

QLabel* centredLabel(QWidget* parent, const char* look)
{
    auto* label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setAlignment(Qt::AlignHCenter);
    label->setWordWrap(true);
    label->setProperty("look", QString::fromLatin1(look));
    return label;
}

}  // namespace

EmptyState::EmptyState(QWidget* parent)
    : QWidget(parent)
{
    setAttribute(Qt::WA_StyledBackground);
    setProperty("look", QStringLiteral("panel"));
}

void EmptyState::build()
{
    m_title = centredLabel(this, "title");
    m_detail = centredLabel(this, "secondary");
    m_action = new QPushButton(this);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 24, 24, 24);
    layout->setSpacing(8);
    layout->addStretch(2);
    layout->addWidget(m_title);
    layout->addWidget(m_detail);
    layout->addWidget(m_action, 0, Qt::AlignHCenter);
    layout->addStretch(3);
    connect(m_action, &QPushButton::clicked, this, &EmptyState::actionTriggered);
}

void EmptyState::show(Kind kind, const QString& title, const QString& detail, const QString& action)
{
    m_kind = kind;
    m_titleText = title;
    m_actionText = action;
    setDetail(detail);
    QWidget::show();
}

void EmptyState::setDetail(const QString& detail)
{
    m_detailText = detail;
    setAccessibleName(detail.isEmpty() ? m_titleText : m_titleText + QStringLiteral(". ") + detail);
    if (isVisible()) fill();
}

void EmptyState::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    fill();
}

void EmptyState::fill()
{
    if (!m_title) build();
    m_title->setText(m_titleText);
    m_detail->setText(m_detailText);
    m_detail->setVisible(!m_detailText.isEmpty());
    m_action->setText(m_actionText);
    m_action->setVisible(!m_actionText.isEmpty());
}

}  // namespace vci::ui
