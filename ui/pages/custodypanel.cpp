// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/pages/custodypanel.h"

#include "ui/format/text.h"
#include "ui/models/custodymodel.h"
#include "ui/state/casework.h"
#include "ui/state/session.h"
#include "ui/theme/look.h"
#include "ui/widgets/detailstext.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/quiettable.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace vci::ui {

namespace {
using Kind = EmptyState::Kind;
constexpr std::size_t kMostFaults = 5;
}  // namespace

CustodyPanel::CustodyPanel(Session& session, CaseWork& work, QWidget* parent)
    : QWidget(parent)
    , m_session(session)
    , m_work(work)
    , m_model(new CustodyModel(this))
    , m_verdict(new QLabel(this))
    , m_faults(new QLabel(this))
    , m_again(new QPushButton(tr("Check again"), this))
    , m_view(new QuietTable(m_model,
                            {{QuietTable::kWhole, 90},
                             {QuietTable::kWhole, 220},
                             {52, 140},
                             {QuietTable::kWhole, 130},
                             {130, 4000},
                             {30, 100},
                             {44, 150}},
                            CustodyModel::ObjectColumn, CustodyModel::ToneRole, this))
    , m_details(new DetailsText(tr("Details of the record"), this))
    , m_empty(new EmptyState(this))
{
    build();
    connect(&m_work, &CaseWork::changed, this, &CustodyPanel::refresh);
    connect(&m_session, &Session::zoneChanged, m_model, &CustodyModel::setZone);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, &CustodyPanel::explain);
    connect(m_again, &QPushButton::clicked, &m_work, &CaseWork::read);
    connect(m_empty, &EmptyState::actionTriggered, &m_work, &CaseWork::read);
    m_model->setZone(m_session.zone());
    refresh();
}

void CustodyPanel::build()
{
    setProperty("look", QStringLiteral("panel"));
    setAttribute(Qt::WA_StyledBackground);
    m_verdict->setTextFormat(Qt::PlainText);
    m_verdict->setProperty("look", QStringLiteral("strong"));
    m_faults->setTextFormat(Qt::PlainText);
    m_faults->setWordWrap(true);
    m_faults->setProperty("look", QStringLiteral("secondary"));
    m_faults->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_again->setProperty("look", QStringLiteral("chip"));
    m_view->setAccessibleName(tr("Custody records"));
    m_view->setCopyRole(CustodyModel::CopyRole);
    m_view->setExpendable({CustodyModel::ToolColumn});
    m_view->setMostLines(2);
    auto* head = new QHBoxLayout;
    head->addWidget(m_verdict, 1);
    head->addWidget(m_again);
    auto* top = new QVBoxLayout;
    top->setContentsMargins(12, 4, 12, 4);
    top->setSpacing(4);
    top->addLayout(head);
    top->addWidget(m_faults);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(top);
    layout->addWidget(m_view, 1);
    layout->addWidget(m_details);
    layout->addWidget(m_empty, 1);
}

void CustodyPanel::explain()
{
    const int row = m_view->currentIndex().row();
    m_details->tell(m_view->isVisibleTo(this) && row >= 0 && row < m_model->rowCount() ? m_model->details(row) : QString());
}

void CustodyPanel::takeFocus()
{
    (m_view->isVisible() ? static_cast<QWidget*>(m_view) : m_empty)->setFocus(Qt::ShortcutFocusReason);
}

void CustodyPanel::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    readIfNeeded();
}

void CustodyPanel::readIfNeeded()
{
    if (isVisible()) m_work.readIfNeeded();
}

QString CustodyPanel::verdict() const
{
    const auto& contents = m_work.contents();
    if (!contents) return tr("Custody log");
    if (!contents->findings.empty()) return tr("✕ Custody log broken");
    if (contents->custodyCount == 1) return tr("✓ Custody log intact: 1 record");
    return tr("✓ Custody log intact: %1 records").arg(format::count(contents->custodyCount));
}

void CustodyPanel::refreshHead()
{
    const auto& contents = m_work.contents();
    setLook(m_verdict, !contents                    ? QStringLiteral("strong")
                       : contents->findings.empty() ? QStringLiteral("stronggood")
                                                    : QStringLiteral("strongbad"));
    m_verdict->setText(verdict());
    QStringList lines;
    if (contents) {
        for (const Finding& finding : contents->findings) {
            if (static_cast<std::size_t>(lines.size()) == kMostFaults) {
                lines += tr("… and %1 more").arg(contents->findings.size() - kMostFaults);
                break;
            }
            lines += format::plain(finding.message);
        }
        const auto left = contents->custodyCount - std::ssize(contents->custody);
        if (left > 0) lines += tr("The first %1 records were checked and are not listed.").arg(format::count(left));
    }
    if (m_work.recordError())
        lines += tr("What you did last could not be recorded: %1").arg(format::error(*m_work.recordError()));
    m_faults->setText(lines.join(QLatin1Char('\n')));
    m_faults->setVisible(!lines.isEmpty());
    m_again->setEnabled(m_work.isCase() && !m_work.isReading());
}

void CustodyPanel::refresh()
{
    readIfNeeded();
    const auto& contents = m_work.contents();
    const bool hadFocus = m_empty->hasFocus();
    m_model->setLines(contents ? contents->custody : std::vector<CustodyLine>());
    refreshHead();
    const bool any = m_model->rowCount() > 0;
    m_view->setVisible(any);
    m_empty->setVisible(!any);
    if (!any) m_details->tell({});
    if (any) {
        const int broken = m_model->firstBroken();
        m_view->setCurrentIndex(m_model->index(broken >= 0 ? broken : m_model->rowCount() - 1, 0));
        if (hadFocus) takeFocus();
    } else if (!m_work.isCase()) {
        m_empty->show(Kind::NotRecorded, tr("This source keeps no custody log"),
                      tr("A case file does: who opened it, what was filtered, revealed, exported, rebuilt, noted and sealed."));
    } else if (m_work.error()) {
        m_empty->show(Kind::NotPermitted, tr("The custody log cannot be read"), format::error(*m_work.error()), tr("Read again"));
    } else if (!contents) {
        m_empty->show(Kind::Loading, tr("Checking the custody log…"));
    } else {
        m_empty->show(Kind::NoEvents, tr("Nothing is recorded yet"), tr("The log begins with the first opening in the desktop."));
    }
}

}  // namespace vci::ui
