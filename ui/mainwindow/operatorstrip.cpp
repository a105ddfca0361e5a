// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/mainwindow/operatorstrip.h"

#include "ui/state/operatormode.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace vci::ui {

OperatorStrip::OperatorStrip(OperatorMode& mode, QWidget* parent)
    : QWidget(parent)
    , m_mode(mode)
    , m_text(new QLabel(this))
{
    setAttribute(Qt::WA_StyledBackground);
    setProperty("look", QStringLiteral("operator"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(12, 4, 12, 4);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_text->setProperty("look", QStringLiteral("strong"));
    auto* end = new QPushButton(tr("End operator mode"), this);
    end->setProperty("look", QStringLiteral("smalllink"));
    row->addWidget(m_text, 1);
    row->addWidget(end);
    connect(end, &QPushButton::clicked, &m_mode, &OperatorMode::end);
    connect(&m_mode, &OperatorMode::changed, this, &OperatorStrip::refresh);
    connect(&m_mode, &OperatorMode::ticked, this, &OperatorStrip::refresh);
    refresh();
}

void OperatorStrip::refresh()
{
    setVisible(m_mode.isOn());
    if (!m_mode.isOn()) return;
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(m_mode.remaining()).count();
    m_text->setText(tr("Operator mode — %1 — ends in %2:%3")
                        .arg(m_mode.reason())
                        .arg(seconds / 60, 2, 10, QLatin1Char('0'))
                        .arg(seconds % 60, 2, 10, QLatin1Char('0')));
}

}  // namespace vci::ui
