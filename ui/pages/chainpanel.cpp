// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/pages/chainpanel.h"

#include "ui/bridge/countingreader.h"
#include "ui/delegates/chaindelegate.h"
#include "ui/delegates/statepaint.h"
#include "ui/format/text.h"
#include "ui/models/chainmodel.h"
#include "ui/state/session.h"
#include "ui/theme/theme.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/rowsview.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>
#include <unordered_set>
#include <utility>

namespace vci::ui {

namespace {

using Kind = EmptyState::Kind;

constexpr int kSettleMs = 120;
constexpr int kShowLoadingMs = 200;
constexpr int kRowsSlot = 0;
constexpr int kChipHeightPx = 24;
constexpr std::size_t kRowsMeasured = 300;
constexpr int kLeastEventWidth = 180;
constexpr std::size_t kLevelsMeasured = 40;
constexpr int kLeastTimeWidth = 160;

/// Rows made anew for the same chain.
struct Rows {
    std::shared_ptr<const ChainView> view;
    std::vector<ChainRow> rows;
};

}  // namespace

ChainPanel::ChainPanel(Session& session, QWidget* parent)
    : QWidget(parent)
    , m_session(session)
    , m_title(new QLabel(this))
    , m_modes(new QButtonGroup(this))
    , m_model(new ChainModel(this))
    , m_delegate(new ChainDelegate(this))
    , m_view(new RowsView(this))
    , m_empty(new EmptyState(this))
{
    setProperty("look", QStringLiteral("panel"));
    setAttribute(Qt::WA_StyledBackground);
    auto* head = new QHBoxLayout;
    addHead(*head);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 4, 0, 0);
    layout->setSpacing(2);
    layout->addLayout(head);
    layout->addWidget(m_view, 1);
    layout->addWidget(m_empty, 1);
    m_view->setModel(m_model);
    m_view->setItemDelegate(m_delegate);
    m_view->setCopyRole(ChainModel::CopyRole);
    m_view->setTakesArrows(true);
    m_view->setAccessibleName(tr("Chain of events"));
    m_settle.setSingleShot(true);
    m_settle.setInterval(kSettleMs);
    m_showLoading.setSingleShot(true);
    m_showLoading.setInterval(kShowLoadingMs);
    connectAll();
    refresh();
}

ChainPanel::~ChainPanel() = default;

void ChainPanel::addHead(QHBoxLayout& head)
{
    head.setContentsMargins(12, 0, 12, 0);
    head.setSpacing(4);
    m_title->setTextFormat(Qt::PlainText);
    m_title->setProperty("look", QStringLiteral("secondary"));
    m_title->setMinimumWidth(60);
    m_title->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    head.addWidget(m_title, 1);
    const std::pair<ChainMode, QString> modes[] = {{ChainMode::Causes, tr("Causes and effects")},
                                                   {ChainMode::Correlation, tr("Correlation")}};
    for (const auto& [mode, text] : modes) {
        auto* chip = new QPushButton(text, this);
        chip->setProperty("look", QStringLiteral("chip"));
        chip->setCheckable(true);
        chip->setMinimumHeight(kChipHeightPx);
        chip->setChecked(mode == m_mode);
        m_modes->addButton(chip, static_cast<int>(mode));
        head.addWidget(chip);
    }
}

void ChainPanel::connectAll()
{
    connect(m_modes, &QButtonGroup::idClicked, this, [this](int id) { setMode(static_cast<ChainMode>(id)); });
    connect(m_view, &QTreeView::clicked, this, &ChainPanel::openRow);
    connect(m_view, &RowsView::rowActivated, this, &ChainPanel::openRow);
    connect(m_view, &RowsView::steppedSideways, this, &ChainPanel::step);
    connect(m_view, &RowsView::widthChanged, this, &ChainPanel::fitColumns);
    connect(m_empty, &EmptyState::actionTriggered, this, [this] {
        if (m_loading) {
            cancelLoad();
        } else {
            m_answered.reset();
            load();
        }
    });
    connect(&m_settle, &QTimer::timeout, this, &ChainPanel::load);
    connect(&m_showLoading, &QTimer::timeout, this, [this] {
        if (m_loading) showMessage(static_cast<int>(Kind::Loading), tr("Loading the chain…"), QString(), tr("Cancel"));
    });
    connect(&m_session, &Session::taskProgressed, this, [this](const TaskState& state) {
        if (m_loading && state.request == m_request && m_empty->isVisible())
            m_empty->setDetail(tr("%1 events").arg(format::count(state.done)));
    });
    connect(&m_session, &Session::sourceStateChanged, this, [this] {
        // The workers of the old source answer no more, and its chain means nothing in another.
        m_loading.reset();
        dropChain();
        refresh();
    });
    connect(&m_session, &Session::timelineChanged, this, &ChainPanel::refresh);
    connect(&m_session, &Session::positionChanged, this, &ChainPanel::refresh);
    connect(&Theme::instance(), &Theme::changed, m_view->viewport(), qOverload<>(&QWidget::update));
}

void ChainPanel::setMode(ChainMode mode)
{
    m_modes->button(static_cast<int>(mode))->setChecked(true);
    if (mode == m_mode) return;
    m_mode = mode;
    m_answered.reset();
    refresh();
}

void ChainPanel::takeFocus()
{
    m_view->setFocus(Qt::ShortcutFocusReason);
}

void ChainPanel::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    if (m_dirty) refresh();
}

void ChainPanel::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    updateTitle();
}

std::optional<EventId> ChainPanel::focusedEvent() const
{
    const Focus& focus = m_session.focusBus().focus();
    if (focus.event) return focus.event;
    const auto& timeline = m_session.timeline();
    const replay::Position position = m_session.position();
    if (!timeline || position == 0) return std::nullopt;
    return timeline->eventAt(position - 1).id;
}

void ChainPanel::refresh()
{
    m_dirty = !isVisible();
    if (m_dirty) return;
    const auto event = focusedEvent();
    if (!event) {
        m_settle.stop();
        // While another aggregate loads, and before its first event, the chain stands.
        if (m_model->view() && m_session.focusBus().focus().aggregate) {
            m_model->setFocused(std::nullopt);
            updateTitle();
        } else if (m_session.timelineState() != Session::TimelineState::Loading) {
            cancelLoad();
            dropChain();
            showMessage(static_cast<int>(Kind::NothingMatches), tr("No event chosen"),
                        tr("What caused the event that is chosen, and what it caused, is shown here."));
        }
        return;
    }
    const auto& view = m_model->view();
    if (view && view->mode == m_mode && view->index.contains(*event)) {
        m_settle.stop();
        cancelLoad();
        m_answered = event;
        showFocused();
        return;
    }
    if (m_loading == event || m_answered == event) return;
    if (!view && !m_loading) {
        load();
    } else {
        m_settle.start();
    }
}

void ChainPanel::dropChain()
{
    m_expanded.clear();
    m_answered.reset();
    m_model->clear();
    updateTitle();
}

void ChainPanel::load()
{
    m_settle.stop();
    const auto event = focusedEvent();
    if (!event || m_session.sourceState() != Session::SourceState::Open) return;
    cancelLoad();
    m_loading = event;
    m_showLoading.start();
    m_request = m_session.background().run<Loaded>(
        tr("Loading the chain"),
        [event = *event, mode = m_mode, catalog = m_session.catalog()](TaskContext& task) {
            return read(task, event, mode, *catalog);
        },
        this,
        [this, event = *event, mode = m_mode](Result<Loaded> loaded) {
            if (m_loading == event && m_mode == mode) takeLoaded(event, std::move(loaded));
        });
}

void ChainPanel::cancelLoad()
{
    if (!m_loading) return;
    m_loading.reset();
    m_showLoading.stop();
    if (m_session.sourceState() == Session::SourceState::Open) m_session.background().cancel(m_request);
    if (m_empty->isVisible()) {
        showMessage(static_cast<int>(Kind::NothingMatches), tr("Cancelled"), tr("The chain was not loaded to its end."),
                    tr("Load again"));
    }
}

Result<ChainPanel::Loaded> ChainPanel::read(TaskContext& task, EventId event, ChainMode mode, const catalog::Catalog& catalog)
{
    CountingReader reader(task.reader, [&task](std::int64_t events) { task.progress(events, -1); });
    chain::Graph graph;
    if (mode == ChainMode::Causes) {
        VCI_TRY(graph, chain::loadComponent(reader, event, {}, task.stop));
    } else {
        const EventId ids[] = {event};
        VCI_TRY(const std::vector<Event> events, reader.eventsById(ids, task.stop));
        if (events.empty()) return makeError(ErrorCode::NotFound, "event " + event.toString() + " is no longer in the source");
        if (!events.front().correlationId) return Loaded{nullptr, {}, format::plain(events.front().eventType)};
        VCI_TRY(graph, chain::loadCorrelation(reader, *events.front().correlationId, {}, task.stop));
    }
    Loaded loaded;
    loaded.view = chainView(std::move(graph), mode, catalog);
    loaded.rows = chainRows(*loaded.view, {});
    return loaded;
}

void ChainPanel::takeLoaded(EventId event, Result<Loaded> loaded)
{
    m_loading.reset();
    m_showLoading.stop();
    m_expanded.clear();
    m_answered = event;
    if (!loaded.ok()) {
        m_model->clear();
        updateTitle();
        showMessage(static_cast<int>(Kind::NotPermitted), tr("The chain cannot be shown"), format::error(loaded.error()),
                    tr("Load again"));
        return;
    }
    Loaded& value = loaded.value();
    if (!value.view) {
        m_model->clear();
        updateTitle();
        showMessage(static_cast<int>(Kind::NotRecorded), tr("No correlation is recorded here"),
                    tr("This %1 carries no correlation id, so the source does not say which events belong together with it.")
                        .arg(value.typeWithoutCorrelation));
        return;
    }
    m_model->setView(value.view, std::move(value.rows));
    fitColumns();
    showFocused();
}

void ChainPanel::showFocused()
{
    m_model->setFocused(focusedEvent());
    showRows();
    updateTitle();
    const auto node = m_model->focusedNode();
    if (!node) return;
    const auto row = m_model->rowOfNode(*node);
    if (!row) {
        expand(*node);
        return;
    }
    goToRow(*row);
}

void ChainPanel::expand(std::size_t node)
{
    // Upwards from a hidden node: each cause that hides an effect shows all of them. A cycle ends the walk.
    const auto& nodes = m_model->view()->graph.nodes;
    std::unordered_set<std::size_t> seen;
    for (std::optional<std::size_t> at = node; at && !m_model->rowOfNode(*at) && seen.insert(*at).second;
         at = nodes[*at].parent) {
        if (const auto parent = nodes[*at].parent) m_expanded.push_back(*parent);
    }
    askRows(node);
}

void ChainPanel::askRows(std::optional<std::size_t> goTo)
{
    m_compute.ask<Rows>(
        kRowsSlot,
        [view = m_model->view(), expanded = m_expanded](std::stop_token) {
            return Rows{view, chainRows(*view, expanded)};
        },
        this,
        [this, goTo](Rows rows) {
            if (rows.view != m_model->view()) return;
            m_model->setView(rows.view, std::move(rows.rows));
            fitColumns();
            const auto row = goTo ? m_model->rowOfNode(*goTo) : std::nullopt;
            if (!row) return;
            goToRow(*row);
        });
}

void ChainPanel::openRow(const QModelIndex& index)
{
    if (!index.isValid() || !m_model->view()) return;
    const ChainRow row = m_model->rows()[static_cast<std::size_t>(index.row())];
    const chain::Node& node = m_model->view()->graph.nodes[row.node];
    if (row.kind == ChainRow::Kind::More) {
        m_expanded.push_back(row.node);
        const std::size_t firstHidden = node.children.size() - std::min(row.count, node.children.size());
        askRows(firstHidden < node.children.size() ? std::optional(node.children[firstHidden]) : std::nullopt);
        return;
    }
    if (row.kind == ChainRow::Kind::Event) m_session.focusBus().openEvent(node.event.aggregateId, node.event.id);
}

void ChainPanel::step(int direction)
{
    const int row = m_view->currentIndex().isValid() ? m_view->currentIndex().row() : -1;
    const auto to = direction < 0 ? m_model->causeRow(row) : m_model->effectRow(row);
    if (!to) return;
    goToRow(*to);
}

void ChainPanel::goToRow(int row)
{
    const QModelIndex index = m_model->index(row, 0);
    m_view->setCurrentIndex(index);
    // The row above a first event says that its cause is missing, or that these events go round in a circle.
    const auto above = static_cast<std::size_t>(std::max(0, row - 1));
    const ChainRow::Kind kind = m_model->rows()[above].kind;
    if (kind == ChainRow::Kind::Orphan || kind == ChainRow::Kind::Cycle) m_view->scrollTo(m_model->index(row - 1, 0));
    m_view->scrollTo(index);
}

void ChainPanel::showMessage(int kind, const QString& title, const QString& detail, const QString& action)
{
    m_view->hide();
    m_empty->show(static_cast<Kind>(kind), title, detail, action);
}

void ChainPanel::showRows()
{
    m_empty->hide();
    m_view->show();
}

void ChainPanel::updateTitle()
{
    m_fullTitle = m_model->view() ? chainTitle(*m_model->view(), m_model->focusedNode()) : QString();
    m_title->setText(m_title->fontMetrics().elidedText(m_fullTitle, Qt::ElideRight, std::max(40, m_title->width())));
    m_title->setAccessibleName(m_fullTitle);
}

void ChainPanel::fitColumns()
{
    if (!m_model->view()) return;
    const QFont font = Theme::instance().textFont();
    const auto& rows = m_model->rows();
    int event = kLeastEventWidth;
    int aggregate = 60;
    int deepest = 1;
    for (std::size_t i = 0; i < rows.size() && i < kRowsMeasured; ++i) {
        const ChainNodeText& text = m_model->view()->texts[rows[i].node];
        const int levels = static_cast<int>(std::min<std::size_t>(rows[i].indent, kLevelsMeasured));
        deepest = std::max(deepest, levels);
        event = std::max(event, levels * ChainDelegate::kIndentPx + paint::textWidth(text.type, font) + 40);
        aggregate = std::max(aggregate, paint::textWidth(text.aggregate, font) + 24);
    }
    const int width = m_view->viewport()->width();
    aggregate = std::min(aggregate, width / 4);
    event = std::min(event, std::max(kLeastEventWidth, std::min(width * 45 / 100, width - aggregate - kLeastTimeWidth)));
    m_delegate->setIndent(
        std::clamp((event - ChainDelegate::kNamePx) / deepest, ChainDelegate::kLeastIndentPx, ChainDelegate::kIndentPx));
    m_view->setColumnWidth(ChainModel::EventColumn, event);
    m_view->setColumnWidth(ChainModel::AggregateColumn, aggregate);
    m_view->setColumnWidth(ChainModel::TimeColumn, std::max(40, width - event - aggregate));
}

}  // namespace vci::ui
