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
    , m_verification(verification)
    , m_aggregates(new AggregatesPanel(session, this))
    , m_centre(new QSplitter(Qt::Vertical, this))
    , m_aggregateSnapshots(new AggregateSnapshots(session, this))
    , m_timeline(new LatePage<TimelinePanel>([this](QWidget* page) { return makeTimeline(page); }, m_centre, LateFor::FirstPaint))
    , m_events(new LatePage<EventsPanel>([this](QWidget* page) { return makeEvents(page); }, m_centre, LateFor::FirstPaint))
    , m_drawer(new LatePage<QTabWidget>([this](QWidget* page) { return makeDrawer(page); }, m_centre, LateFor::FirstPaint))
    , m_chain(new LatePage<ChainPanel>([&session](QWidget* page) { return new ChainPanel(session, page); }, m_drawer,
                                       LateFor::FirstPaint))
    , m_snapshots(new LatePage<SnapshotsPanel>(
          [&session, &mode, this](QWidget* page) { return new SnapshotsPanel(session, mode, *m_aggregateSnapshots, page); },
          m_drawer))
    , m_readModels(new LatePage<ReadModelsPanel>(
          [&session, &mode](QWidget* page) { return new ReadModelsPanel(session, mode, page); }, m_drawer))
    , m_activity(new LatePage<ActivityPanel>(
          [&session, &mode](QWidget* page) { return new ActivityPanel(session, mode.log(), page); }, m_drawer))
    , m_integrity(new LatePage<IntegrityPanel>(
          [&session, &verification](QWidget* page) { return new IntegrityPanel(session, verification, page); }, m_drawer))
    , m_state(new LatePage<StatePanel>(
          [&session, &verification](QWidget* page) { return new StatePanel(session, verification, page); }, this,
          LateFor::FirstPaint))
{
    addToDrawer(m_chain, tr("Chain"));
    addToDrawer(m_integrity, tr("Integrity"));
    addToDrawer(m_snapshots, tr("Snapshots"));
    addToDrawer(m_readModels, tr("Read models"));
    addToDrawer(m_activity, tr("Activity"));
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
    drawer->setDocumentMode(true);
    drawer->tabBar()->setDrawBase(false);
    drawer->tabBar()->setAccessibleName(tr("Drawer"));
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
    return m_chain->page();
}

SnapshotsPanel& Workspace::snapshots() const
{
    return m_snapshots->page();
}

ReadModelsPanel& Workspace::readModels() const
{
    return m_readModels->page();
}

ActivityPanel& Workspace::activity() const
{
    return m_activity->page();
}

IntegrityPanel& Workspace::integrity() const
{
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
    showInDrawer(m_chain);
    chain().takeFocus();
}

void Workspace::showSnapshots()
{
    showInDrawer(m_snapshots);
    snapshots().takeFocus();
}

void Workspace::showReadModels()
{
    showInDrawer(m_readModels);
    readModels().takeFocus();
}

void Workspace::showActivity()
{
    showInDrawer(m_activity);
    activity().takeFocus();
}

void Workspace::showIntegrity()
{
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
    const int right = width() >= 1280 ? 318 : 244;
    setSizes({left, width() - left - right - 2, right});
    // Tables beside each other need more height than a chain.
    const QWidget* const page = m_drawer->isMade() ? drawer().currentWidget() : m_chain;
    const bool tall = page != m_chain && page != m_snapshots;
    const int share = height() >= 760 ? 45 : 52;  // of a low window, or a list below its head shows no three rows
    const int drawer = tall ? height() * share / 100 : height() >= 760 ? 226 : 190;
    const int timeline = height() >= 760 ? 200 : 176;
    m_centre->setSizes({timeline, height() - timeline - drawer - 2, drawer});
}

}  // namespace vci::ui
