// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/mainwindow/workspace.h"

#include "ui/charts/timelineplot.h"
#include "ui/pages/activitypanel.h"
#include "ui/pages/aggregatesfeed.h"
#include "ui/pages/aggregatespanel.h"
#include "ui/pages/chainpanel.h"
#include "ui/pages/eventspanel.h"
#include "ui/pages/integritypanel.h"
#include "ui/pages/proofstretches.h"
#include "ui/pages/readmodelspanel.h"
#include "ui/pages/snapshotspanel.h"
#include "ui/pages/statepanel.h"
#include "ui/pages/timelinepanel.h"
#include "ui/state/aggregatesnapshots.h"
#include "ui/state/operatormode.h"
#include "ui/state/session.h"
#include "ui/state/verification.h"
#include "ui/theme/theme.h"

#include <QTabBar>
#include <QTabWidget>

#include <utility>

namespace vci::ui {

Workspace::Workspace(Session& session, OperatorMode& mode, Verification& verification, QWidget* parent)
    : QSplitter(Qt::Horizontal, parent)
    , m_session(session)
    , m_mode(mode)
    , m_verification(verification)
    , m_aggregates(new AggregatesPanel(session, this))
    , m_centre(new QSplitter(Qt::Vertical, this))
    , m_aggregateSnapshots(new AggregateSnapshots(session, this))
    , m_timeline(new LatePage<TimelinePanel>([this](QWidget* page) { return makeTimeline(page); }, m_centre, LateFor::FirstPaint))
    , m_events(new LatePage<EventsPanel>([this](QWidget* page) { return makeEvents(page); }, m_centre, LateFor::FirstPaint))
    , m_drawer(new LatePage<QTabWidget>([this](QWidget* page) { return makeDrawer(page); }, m_centre, LateFor::FirstPaint))
    , m_state(new LatePage<StatePanel>(
          [&session, &verification](QWidget* page) { return new StatePanel(session, verification, page); }, this,
          LateFor::FirstPaint))
{
    connect(&m_verification, &Verification::changed, this, &Workspace::markProof);
    connect(&Theme::instance(), &Theme::changed, this, &Workspace::markProof);
    for (QSplitter* splitter : {static_cast<QSplitter*>(this), m_centre}) {
        splitter->setHandleWidth(1);
        splitter->setChildrenCollapsible(false);
    }
    setStretchFactor(1, 1);
    m_centre->setStretchFactor(1, 1);
    m_aggregates->setMinimumWidth(200);
    m_state->setMinimumWidth(220);
    m_drawer->setMinimumHeight(96);

    // Sizes follow the window until somebody chooses their own.
    for (QSplitter* splitter : {static_cast<QSplitter*>(this), m_centre})
        connect(splitter, &QSplitter::splitterMoved, this, [this] { m_arranged = true; });
    connect(&m_aggregates->feed(), &AggregatesFeed::changed, this, &Workspace::openFirstOnce);
    connect(&m_aggregates->model(), &QAbstractItemModel::dataChanged, this, &Workspace::openFirstOnce);
    connect(&m_session, &Session::sourceStateChanged, this, [this] { m_openedFirst = false; });
}

TimelinePanel* Workspace::makeTimeline(QWidget* page)
{
    auto* timeline = new TimelinePanel(m_session, page);
    const auto markSnapshots = [this, timeline] { timeline->setSnapshots(m_aggregateSnapshots->snapshots()); };
    connect(m_aggregateSnapshots, &AggregateSnapshots::changed, timeline, markSnapshots);
    connect(timeline, &TimelinePanel::indexShown, this, &Workspace::markProof);
    markSnapshots();
    // What it shows from the start it has told nobody.
    QMetaObject::invokeMethod(this, &Workspace::markProof, Qt::QueuedConnection);
    return timeline;
}

EventsPanel* Workspace::makeEvents(QWidget* page)
{
    auto* events = new EventsPanel(m_session, m_verification, page);
    connect(events, &EventsPanel::chainRequested, this, &Workspace::showChain);
    return events;
}

QTabWidget* Workspace::makeDrawer(QWidget* page)
{
    auto* drawer = new QTabWidget(page);
    m_chain =
        new LatePage<ChainPanel>([this](QWidget* tab) { return new ChainPanel(m_session, tab); }, drawer, LateFor::FirstPaint);
    m_snapshots = new LatePage<SnapshotsPanel>(
        [this](QWidget* tab) { return new SnapshotsPanel(m_session, m_mode, *m_aggregateSnapshots, tab); }, drawer);
    m_readModels =
        new LatePage<ReadModelsPanel>([this](QWidget* tab) { return new ReadModelsPanel(m_session, m_mode, tab); }, drawer);
    m_activity =
        new LatePage<ActivityPanel>([this](QWidget* tab) { return new ActivityPanel(m_session, m_mode.log(), tab); }, drawer);
    m_integrity =
        new LatePage<IntegrityPanel>([this](QWidget* tab) { return new IntegrityPanel(m_session, m_verification, tab); }, drawer);
    drawer->setDocumentMode(true);
    drawer->tabBar()->setDrawBase(false);
    drawer->tabBar()->setAccessibleName(tr("Drawer"));
    drawer->addTab(m_chain, tr("Chain"));
    drawer->addTab(m_integrity, tr("Integrity"));
    drawer->addTab(m_snapshots, tr("Snapshots"));
    drawer->addTab(m_readModels, tr("Read models"));
    drawer->addTab(m_activity, tr("Activity"));
    for (const auto& [tab, title] : std::exchange(m_addedTabs, {})) drawer->addTab(tab, title);
    connect(drawer, &QTabWidget::currentChanged, this, [this] {
        if (!m_arranged) arrange();
    });
    return drawer;
}

QTabWidget& Workspace::drawer() const
{
    return m_drawer->page();
}

TimelinePanel& Workspace::timeline() const
{
    return m_timeline->page();
}

EventsPanel& Workspace::events() const
{
    return m_events->page();
}

StatePanel& Workspace::state() const
{
    return m_state->page();
}

ChainPanel& Workspace::chain() const
{
    (void)drawer();
    return m_chain->page();
}

SnapshotsPanel& Workspace::snapshots() const
{
    (void)drawer();
    return m_snapshots->page();
}

ReadModelsPanel& Workspace::readModels() const
{
    (void)drawer();
    return m_readModels->page();
}

ActivityPanel& Workspace::activity() const
{
    (void)drawer();
    return m_activity->page();
}

IntegrityPanel& Workspace::integrity() const
{
    (void)drawer();
    return m_integrity->page();
}

void Workspace::openFirstOnce()
{
    const AggregatesFeed& feed = m_aggregates->feed();
    if (m_openedFirst || feed.state() != AggregatesFeed::State::Listed || !feed.findText().isEmpty()) return;
    if (feed.directory().isReading()) return;  // the first of what was read so far is not the first of all
    const auto first = m_aggregates->model().itemAt(0);
    if (!first) return;
    m_openedFirst = true;
    if (!m_session.focusBus().focus().aggregate) m_session.focusBus().openAggregate(first->id);
}

void Workspace::markProof()
{
    if (!m_timeline->isMade()) return;
    TimelinePlot* plot = timeline().plot();
    const auto& index = plot->scene().index;
    if (index) plot->setProof(proofStretches(m_verification, index->timeline()));
}

void Workspace::showChain()
{
    (void)drawer();
    showInDrawer(m_chain);
    chain().takeFocus();
}

void Workspace::showSnapshots()
{
    (void)drawer();
    showInDrawer(m_snapshots);
    snapshots().takeFocus();
}

void Workspace::showReadModels()
{
    (void)drawer();
    showInDrawer(m_readModels);
    readModels().takeFocus();
}

void Workspace::showActivity()
{
    (void)drawer();
    showInDrawer(m_activity);
    activity().takeFocus();
}

void Workspace::showIntegrity()
{
    (void)drawer();
    showInDrawer(m_integrity);
    integrity().takeFocus();
}

void Workspace::addToDrawer(QWidget* page, const QString& title)
{
    if (m_drawer->isMade()) {
        drawer().addTab(page, title);
        return;
    }
    page->hide();
    page->setParent(m_drawer);
    m_addedTabs.emplace_back(page, title);
}

void Workspace::showInDrawer(QWidget* tab)
{
    if (m_centre->sizes().constLast() == 0) m_centre->setSizes({200, 300, 220});
    drawer().setCurrentWidget(tab);
}

void Workspace::resizeEvent(QResizeEvent* event)
{
    QSplitter::resizeEvent(event);
    if (!m_arranged) arrange();
}

void Workspace::arrange()
{
    const int left = width() >= 1280 ? 290 : 252;
    const int right = width() >= 1280 ? 318 : 264;
    setSizes({left, width() - left - right - 2, right});
    // Tables beside each other need more height than a chain.
    const QWidget* const page = m_drawer->isMade() ? drawer().currentWidget() : m_chain;
    const bool tall = page != m_chain && page != m_snapshots;
    const int drawer = tall ? height() * 45 / 100 : height() >= 760 ? 226 : 190;
    const int timeline = height() >= 760 ? 200 : 176;
    m_centre->setSizes({timeline, height() - timeline - drawer - 2, drawer});
}

}  // namespace vci::ui
