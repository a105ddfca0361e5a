// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/pages/statepanel.h"

#include "ui/pages/diffpage.h"
#include "ui/pages/eventpage.h"
#include "ui/pages/statepage.h"
#include "ui/widgets/rowsview.h"

#include <QTabBar>
#include <QTabWidget>
#include <QVBoxLayout>

namespace vci::ui {

StatePanel::StatePanel(Session& session, const Verification& verification, QWidget* parent)
    : QWidget(parent)
    , m_tabs(new QTabWidget(this))
    , m_statePage(new StatePage(session, m_compute, m_tabs))
    , m_diffPage(new DiffPage(session, m_compute, m_tabs))
    , m_eventPage(new EventPage(session, verification, m_tabs))
{
    setProperty("look", QStringLiteral("panel"));
    setAttribute(Qt::WA_StyledBackground);
    setAccessibleName(tr("State, diff and event"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_tabs);
    m_tabs->setDocumentMode(true);
    m_tabs->tabBar()->setDrawBase(false);
    m_tabs->tabBar()->setExpanding(false);
    m_tabs->addTab(m_statePage, tr("State"));
    m_tabs->addTab(m_diffPage, tr("Diff"));
    m_tabs->addTab(m_eventPage, tr("Event"));
    connect(m_diffPage, &DiffPage::modeChanged, this, &StatePanel::nameDiffTab);
}

StatePanel::~StatePanel() = default;

StatePanel::Tab StatePanel::tab() const
{
    return static_cast<Tab>(m_tabs->currentIndex());
}

void StatePanel::showTab(Tab tab)
{
    m_tabs->setCurrentIndex(static_cast<int>(tab));
}

void StatePanel::takeFocus()
{
    if (tab() == Tab::Diff) return m_diffPage->takeFocus();
    QWidget* view = &m_eventPage->view();
    if (tab() == Tab::State) view = &m_statePage->view();
    if (!view->isVisible()) view = m_tabs->tabBar();
    view->setFocus(Qt::ShortcutFocusReason);
}

void StatePanel::focusBlame()
{
    showTab(Tab::State);
    m_statePage->focusBlame();
}

void StatePanel::showPinDiff()
{
    showTab(Tab::Diff);
    m_diffPage->showPinDiff();
    m_diffPage->takeFocus();
}

void StatePanel::nameDiffTab()
{
    QString name = tr("Diff");
    if (m_diffPage->mode() == DiffPage::Mode::PinAToPinB) name = tr("Diff A ↔ B");
    if (m_diffPage->mode() == DiffPage::Mode::PinAToNow) name = tr("Diff A ↔ now");
    m_tabs->setTabText(static_cast<int>(Tab::Diff), name);
}

}  // namespace vci::ui
