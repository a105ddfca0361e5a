// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/pages/statepage.h"

#include "ui/delegates/statedelegate.h"
#include "ui/delegates/statepaint.h"
#include "ui/models/statemodel.h"
#include "ui/pages/computethread.h"
#include "ui/state/session.h"
#include "ui/theme/theme.h"
#include "ui/widgets/blamecard.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/rowsview.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QVBoxLayout>

#include <algorithm>

namespace vci::ui {

namespace {

constexpr int kCardMarginPx = 12;
constexpr int kRowsMeasured = 500;
constexpr int kLeastNameWidth = 96;
constexpr int kLoadingShownMs = 150;

}  // namespace

StatePage::StatePage(Session& session, ComputeThread& compute, QWidget* parent)
    : QWidget(parent)
    , m_session(session)
    , m_compute(compute)
    , m_model(new StateModel(this))
    , m_view(new RowsView(this))
    , m_card(new BlameCard(this))
    , m_empty(new EmptyState(this))
    , m_content(new QWidget(this))
{
    auto* cardFrame = new QVBoxLayout;
    cardFrame->setContentsMargins(kCardMarginPx, kCardMarginPx, kCardMarginPx, kCardMarginPx);
    cardFrame->addWidget(m_card);
    auto* column = new QVBoxLayout(m_content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_view);
    column->addLayout(cardFrame);
    column->addStretch(1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_content);
    layout->addWidget(m_empty);

    m_view->setFitsRows(true);
    m_view->setModel(m_model);
    m_view->setItemDelegate(new StateDelegate(this));
    m_view->setCopyRole(StateModel::CopyRole);
    m_view->setLinkColumn(StateModel::SetByColumn);
    m_view->setAccessibleName(tr("State at the playhead"));
    m_view->setContextMenuPolicy(Qt::CustomContextMenu);
    m_view->installEventFilter(this);
    m_view->viewport()->installEventFilter(this);
    m_card->hide();
    m_loadingShown.setSingleShot(true);
    m_loadingShown.setInterval(kLoadingShownMs);
    connect(&m_loadingShown, &QTimer::timeout, this, &StatePage::clearRows);
    connectView();

    connect(&m_session, &Session::timelineChanged, this, [this] {
        m_expanded.clear();
        m_nameWidth = 0;
        refresh();
    });
    connect(&m_session, &Session::positionChanged, this, &StatePage::refresh);
    connect(&m_session, &Session::zoneChanged, this, &StatePage::askStory);
    connect(&m_session, &Session::fieldChanged, this, [this] {
        restoreCurrent();
        askStory();
    });
    refresh();
}

void StatePage::connectView()
{
    connect(m_view, &RowsView::currentRowChanged, this, &StatePage::chooseField);
    connect(m_view, &RowsView::widthChanged, this, &StatePage::fitColumns);
    connect(m_view, &QWidget::customContextMenuRequested, this, &StatePage::showMenu);
    const auto go = [this](const QModelIndex& index) {
        const QVariant event = index.data(StateModel::EventRole);
        if (event.isValid()) goToEvent(static_cast<std::size_t>(event.toULongLong()));
    };
    connect(m_view, &RowsView::linkClicked, this, go);
    connect(m_view, &RowsView::rowActivated, this, go);
    connect(m_card, &BlameCard::eventChosen, this, &StatePage::goToEvent);
    connect(&Theme::instance(), &Theme::changed, m_view->viewport(), qOverload<>(&QWidget::update));
}

void StatePage::focusBlame()
{
    if ((m_session.focusBus().focus().field.isEmpty() || !hasStory()) && m_model->rowCount() > 0) {
        const QModelIndex current = m_view->currentIndex();
        m_session.focusBus().chooseField(
            (current.isValid() ? current : m_model->index(0, 0)).data(StateModel::PointerRole).toString());
    }
    m_cardWantsFocus = !m_card->isVisible();
    if (!m_cardWantsFocus) m_card->takeFocus();
}

void StatePage::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    if (m_dirty) refresh();
}

void StatePage::refresh()
{
    m_dirty = !isVisible();
    if (m_dirty) return;
    if (m_session.timelineState() == Session::TimelineState::Loading) {
        if (!m_loadingShown.isActive()) m_loadingShown.start();
        return;
    }
    m_loadingShown.stop();
    if (!m_session.timeline()) {
        clearRows();
        return;
    }
    showEmptyState();
    askRows();
    askStory();
}

void StatePage::clearRows()
{
    m_model->clear();
    m_history.reset();
    m_card->hide();
    showEmptyState();
}

void StatePage::askRows()
{
    m_compute.ask<StateTable>(
        RowsSlot,
        [timeline = m_session.timeline(), position = m_session.position(), expanded = m_expanded](std::stop_token stop) {
            return stateTable(timeline, position, expanded, stop);
        },
        this, [this](StateTable table) { takeRows(std::move(table)); });
}

void StatePage::takeRows(StateTable table)
{
    if (table.timeline != m_session.timeline()) return;
    m_model->setTable(std::move(table));
    fitColumns();
    restoreCurrent();
    showEmptyState();
}

void StatePage::askStory()
{
    const QString field = m_session.focusBus().focus().field;
    if (!m_session.timeline() || field.isEmpty()) {
        m_card->hide();
        return;
    }
    m_compute.ask<BlameStory>(
        StorySlot,
        [timeline = m_session.timeline(), position = m_session.position(), field, known = m_history](std::stop_token) {
            return blameStory(timeline, position, field, known);
        },
        this, [this](BlameStory story) { takeStory(std::move(story)); });
}

void StatePage::takeStory(BlameStory story)
{
    if (story.pointer != m_session.focusBus().focus().field || !m_session.timeline()) return;
    if (story.history && story.history->timeline != m_session.timeline()) return;
    m_history = story.history;
    m_card->setStory(std::move(story), m_session.zone());
    m_card->setVisible(hasStory());
    if (m_cardWantsFocus && m_card->isVisible()) m_card->takeFocus();
    m_cardWantsFocus = false;
}

bool StatePage::hasStory() const
{
    const BlameStory& story = m_card->story();
    // A field chosen in another aggregate stays chosen; where this one never has it, there is nothing to tell.
    const bool unknownHere = story.kind == BlameStory::Kind::Absent && story.history->changes.empty();
    return story.kind != BlameStory::Kind::None && !unknownHere;
}

void StatePage::showEmptyState()
{
    using Kind = EmptyState::Kind;
    bool empty = true;
    switch (m_session.timelineState()) {
    case Session::TimelineState::None:
        m_empty->show(Kind::NothingMatches, tr("Nothing chosen"), tr("The state of the aggregate that is chosen is shown here."));
        break;
    case Session::TimelineState::Loading:
        m_empty->show(Kind::Loading, tr("Replaying…"));
        break;
    case Session::TimelineState::Failed:
        m_empty->show(Kind::NotPermitted, tr("The state cannot be shown"),
                      m_session.timelineError() ? format::error(*m_session.timelineError()) : QString());
        break;
    case Session::TimelineState::Loaded:
        if (m_session.position() == 0) {
            m_empty->show(Kind::NoEvents, tr("Before the first event"),
                          tr("The state is empty here. Press → to apply the first event."));
        } else if (m_model->timeline() == m_session.timeline() && m_model->rowCount() == 0) {
            m_empty->show(Kind::NoEvents, tr("No fields"), tr("No event up to here sets a field."));
        } else {
            empty = false;
        }
        break;
    }
    m_empty->setVisible(empty);
    m_content->setVisible(!empty);
}

void StatePage::restoreCurrent()
{
    const QString& field = m_session.focusBus().focus().field;
    const QModelIndex current = m_view->currentIndex();
    if (current.isValid() && current.data(StateModel::PointerRole).toString() == field) return;
    const auto row = m_model->rowOfField(field);
    if (row) {
        m_view->setCurrentIndex(m_model->index(*row, 0));
    } else {
        m_view->setCurrentIndex({});
        m_view->clearSelection();
    }
}

void StatePage::chooseField(const QModelIndex& index, bool byMouse)
{
    Focus focus = m_session.focusBus().focus();
    focus.field = index.data(StateModel::PointerRole).toString();
    // Walking the rows by keys is one step of the way back, not one a row.
    m_session.focusBus().setFocus(focus, byMouse ? FocusBus::Step::Jump : FocusBus::Step::Scrub);
}

void StatePage::toggleItems(const QModelIndex& index)
{
    if (!index.isValid() || !index.data(StateModel::ExpandableRole).toBool()) return;
    const QString field = index.data(StateModel::PointerRole).toString();
    if (!m_expanded.remove(field)) m_expanded.insert(field);
    askRows();
}

void StatePage::goToEvent(std::size_t index)
{
    // Rows of another aggregate may stand a moment longer than it does.
    if (m_model->timeline() != m_session.timeline()) return;
    m_session.focusBus().moveTo(index + 1, FocusBus::Step::Jump);
}

bool StatePage::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_view->viewport() && event->type() == QEvent::MouseButtonPress) {
        const auto* mouse = static_cast<QMouseEvent*>(event);
        const QModelIndex index = m_view->indexAt(mouse->position().toPoint());
        const bool hit = mouse->button() == Qt::LeftButton && index.column() == StateModel::ValueColumn &&
                         StateDelegate::isOnExpander(m_view->visualRect(index), mouse->position().toPoint());
        if (hit && index.data(StateModel::ExpandableRole).toBool()) toggleItems(index);
    } else if (watched == m_view && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        const QModelIndex index = m_view->currentIndex();
        const bool expanded = index.data(StateModel::ExpandedRole).toBool();
        if ((key == Qt::Key_Plus && !expanded) || (key == Qt::Key_Minus && expanded)) {
            toggleItems(index);
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void StatePage::fitColumns()
{
    const QFont font = Theme::instance().textFont();
    const auto& rows = m_model->rows();
    std::int64_t greatest = 0;
    for (std::size_t i = 0; i < rows.size() && i < kRowsMeasured; ++i) {
        const int needed = 10 + rows[i].indent * StateDelegate::kIndentPx + paint::textWidth(rows[i].name, font) + 16;
        m_nameWidth = std::max(m_nameWidth, needed);
        greatest = std::max(greatest, rows[i].sequence);
    }
    const int width = m_view->viewport()->width();
    const int setBy = paint::textWidth(QStringLiteral("#%1").arg(greatest), font) + 20;
    const int name = std::clamp(m_nameWidth, kLeastNameWidth, std::max(kLeastNameWidth, width * 45 / 100));
    m_view->setColumnWidth(StateModel::FieldColumn, name);
    m_view->setColumnWidth(StateModel::SetByColumn, setBy);
    m_view->setColumnWidth(StateModel::ValueColumn, std::max(40, width - name - setBy));
}

void StatePage::showMenu(const QPoint& position)
{
    const QModelIndex index = m_view->indexAt(position);
    if (!index.isValid()) return;
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const auto copy = [](const QString& text) { return [text] { QGuiApplication::clipboard()->setText(text); }; };
    menu->addAction(tr("Copy value"), this, copy(index.data(StateModel::CopyRole).toString()));
    menu->addAction(tr("Copy path"), this, copy(index.data(StateModel::PointerRole).toString()));
    const QVariant event = index.data(StateModel::EventRole);
    if (event.isValid()) {
        menu->addSeparator();
        menu->addAction(tr("Go to %1").arg(index.siblingAtColumn(StateModel::SetByColumn).data().toString()), this,
                        [this, event] { goToEvent(static_cast<std::size_t>(event.toULongLong())); });
        menu->addAction(tr("History"), this, [this] { m_card->setHistoryShown(true); });
    }
    menu->popup(m_view->viewport()->mapToGlobal(position));
}

}  // namespace vci::ui
