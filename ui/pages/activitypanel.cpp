// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/pages/activitypanel.h"

#include "ui/models/activitymodel.h"
#include "ui/state/activitylog.h"
#include "ui/state/session.h"
#include "ui/widgets/detailstext.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/quiettable.h"

#include <QVBoxLayout>

namespace vci::ui {

namespace {
using Lines = Result<std::vector<Activity>>;
constexpr int kReadSlot = 0;
}  // namespace

ActivityPanel::ActivityPanel(Session& session, ActivityLog& log, QWidget* parent)
    : QWidget(parent)
    , m_log(log)
    , m_model(new ActivityModel(this))
    , m_view(new QuietTable(m_model, {{QuietTable::kWhole, 220}, {40, 120}, {100, 4000}, {QuietTable::kWhole, 130}, {80, 300}},
                            ActivityModel::ActColumn, -1, this))
    , m_details(new DetailsText(tr("Details of the act"), this))
    , m_empty(new EmptyState(this))
{
    setProperty("look", QStringLiteral("panel"));
    setAttribute(Qt::WA_StyledBackground);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_view, 1);
    layout->addWidget(m_details);
    layout->addWidget(m_empty, 1);
    m_view->setAccessibleName(tr("Activity"));
    m_view->setCopyRole(ActivityModel::CopyRole);
    m_view->hide();
    connect(&m_log, &ActivityLog::appended, this, [this](const Activity& activity) {
        m_missed = m_isReading;
        if (!m_isRead || m_isReading) return;
        m_model->add(activity);
        showWhatIsThere();
    });
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, &ActivityPanel::explain);
    connect(m_empty, &EmptyState::actionTriggered, this, &ActivityPanel::read);
    connect(&session, &Session::zoneChanged, m_model, &ActivityModel::setZone);
    m_model->setZone(session.zone());
}

ActivityPanel::~ActivityPanel() = default;

void ActivityPanel::takeFocus()
{
    (m_view->isVisible() ? static_cast<QWidget*>(m_view) : m_empty)->setFocus(Qt::ShortcutFocusReason);
}

void ActivityPanel::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    if (!m_isRead && !m_isReading) read();
}

void ActivityPanel::read()
{
    m_empty->show(EmptyState::Kind::Loading, tr("Reading the activity log…"));
    m_isReading = true;
    m_missed = false;
    m_compute.ask<Lines>(
        kReadSlot, [log = &m_log](std::stop_token) { return log->newest(ActivityModel::kMaxRows); }, this,
        [this](Lines lines) {
            m_isReading = false;
            if (m_missed) return read();  // it may have come after the end that was read
            m_isRead = lines.ok();
            if (lines.ok()) {
                m_model->setActivities(std::move(lines).value());
                return showWhatIsThere();
            }
            m_view->hide();
            m_empty->show(EmptyState::Kind::NotPermitted, tr("The activity log cannot be read"), format::error(lines.error()),
                          tr("Read again"));
        });
}

void ActivityPanel::explain()
{
    const int row = m_view->currentIndex().row();
    m_details->tell(m_view->isVisibleTo(this) && row >= 0 ? m_model->details(row) : QString());
}

void ActivityPanel::showWhatIsThere()
{
    const bool any = m_model->rowCount() > 0;
    const bool hadFocus = m_empty->hasFocus();
    m_view->setVisible(any);
    m_empty->setVisible(!any);
    if (any && !m_view->currentIndex().isValid()) m_view->setCurrentIndex(m_model->index(0, 0));
    explain();
    if (hadFocus) takeFocus();
    if (!any) {
        m_empty->show(EmptyState::Kind::NoEvents, tr("Nothing was done from here yet"),
                      tr("What operators do in operator mode is written to %1.").arg(m_log.file()));
    }
}

}  // namespace vci::ui
