// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/pages/aggregatespanel.h"

#include "ui/delegates/aggregatedelegate.h"
#include "ui/pages/aggregatesfeed.h"
#include "ui/state/session.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/flowlayout.h"
#include "ui/widgets/windowedtable.h"

#include <QActionGroup>
#include <QApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QShortcut>
#include <QStackedLayout>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace vci::ui {

namespace {

QLabel* plainLabel(QWidget* parent, const char* look)
{
    auto* label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setProperty("look", QString::fromLatin1(look));
    return label;
}

QString sortName(store::AggregateSort sort)
{
    switch (sort) {
    case store::AggregateSort::LastActivity:
        return AggregatesPanel::tr("Last activity");
    case store::AggregateSort::EventCount:
        return AggregatesPanel::tr("Most events");
    case store::AggregateSort::Id:
        return AggregatesPanel::tr("Id");
    }
    return {};
}

}  // namespace

AggregatesPanel::AggregatesPanel(Session& session, QWidget* parent)
    : QWidget(parent)
    , m_session(session)
    , m_feed(new AggregatesFeed(session, m_model, this))
{
    setAttribute(Qt::WA_StyledBackground);
    setProperty("look", QStringLiteral("panel"));
    setAccessibleName(tr("Aggregates"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    buildHeader(layout);
    buildList(layout);

    connect(m_feed, &AggregatesFeed::changed, this, &AggregatesPanel::refresh);
    connect(m_feed, &AggregatesFeed::typesChanged, this, &AggregatesPanel::rebuildChips);
    connect(m_feed, &AggregatesFeed::hitsReady, this, [this] {
        if (std::exchange(m_opensFirst, false)) openFirst();
    });
    connect(&m_model, &AggregatesModel::dataChanged, this, &AggregatesPanel::markFocus);
    connect(&m_session.focusBus(), &FocusBus::focusChanged, this, [this] {
        if (!m_opening) markFocus();
    });
    auto* escape = new QShortcut(QKeySequence(Qt::Key_Escape), this);
    escape->setContext(Qt::WidgetWithChildrenShortcut);
    connect(escape, &QShortcut::activated, this, [this] {
        if (!m_feed->findText().isEmpty()) Q_EMIT findCleared();
    });
    rebuildChips();
    refresh();
}

AggregatesPanel::~AggregatesPanel() = default;

void AggregatesPanel::buildHeader(QVBoxLayout* layout)
{
    auto* header = new QWidget(this);
    auto* row = new QHBoxLayout(header);
    row->setContentsMargins(12, 8, 8, 4);
    row->setSpacing(4);
    auto* title = plainLabel(header, "title");
    title->setText(tr("Aggregates"));
    m_sort = new QToolButton(header);
    m_sort->setProperty("look", QStringLiteral("menu"));
    m_sort->setPopupMode(QToolButton::InstantPopup);
    auto* menu = new QMenu(m_sort);
    auto* group = new QActionGroup(menu);
    for (const auto sort : {store::AggregateSort::LastActivity, store::AggregateSort::EventCount, store::AggregateSort::Id}) {
        QAction* action = menu->addAction(sortName(sort));
        action->setCheckable(true);
        action->setChecked(sort == m_feed->sort());
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, sort] { m_feed->setSort(sort); });
    }
    m_sort->setMenu(menu);
    m_total = plainLabel(header, "count");
    row->addWidget(title);
    row->addStretch();
    row->addWidget(m_sort);
    row->addWidget(m_total);
    layout->addWidget(header);

    m_chips = new QWidget(this);
    m_chips->setAccessibleName(tr("Types"));
    auto* flow = new FlowLayout(m_chips, 6);
    flow->setContentsMargins(12, 2, 12, 8);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    m_chips->setSizePolicy(policy);
    layout->addWidget(m_chips);

    m_notice = new QWidget(this);
    auto* noticeRow = new QHBoxLayout(m_notice);
    noticeRow->setContentsMargins(12, 0, 8, 4);
    noticeRow->setSpacing(4);
    m_noticeText = plainLabel(m_notice, "secondary");
    m_noticeText->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_noticeAction = new QPushButton(m_notice);
    m_noticeAction->setProperty("look", QStringLiteral("link"));
    noticeRow->addWidget(m_noticeText, 1);
    noticeRow->addWidget(m_noticeAction);
    layout->addWidget(m_notice);
    connect(m_noticeAction, &QPushButton::clicked, this, [this] {
        if (!m_feed->findText().isEmpty())
            Q_EMIT findCleared();
        else if (m_feed->directory().isReading())
            m_feed->cancelReading();
        else
            m_feed->resumeReading();
    });
}

void AggregatesPanel::buildList(QVBoxLayout* layout)
{
    m_body = new QWidget(this);
    m_stack = new QStackedLayout(m_body);
    m_table = new WindowedTable(&m_model, AggregateDelegate::kRowHeightPx, m_body, WindowedTable::Header::Hidden);
    m_table->view()->setItemDelegate(new AggregateDelegate(m_table));
    m_table->view()->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    m_table->view()->setAccessibleName(tr("List of aggregates"));
    m_empty = new EmptyState(m_body);
    m_stack->addWidget(m_table);
    m_stack->addWidget(m_empty);
    layout->addWidget(m_body, 1);
    connect(m_table, &WindowedTable::currentPositionChanged, this, &AggregatesPanel::open);
    connect(m_table, &WindowedTable::activated, this, [this](qint64 position) { open(position); });
    connect(m_empty, &EmptyState::actionTriggered, this, &AggregatesPanel::onEmptyAction);
}

void AggregatesPanel::rebuildChips()
{
    // A chip under the mouse or the keyboard must not vanish while it is being used: only another set of types rebuilds them.
    qDeleteAll(m_chips->findChildren<QPushButton*>(QString(), Qt::FindDirectChildrenOnly));
    QWidget* before = m_sort;  // chips are made late, and Tab would come to them last of all
    for (const auto& type : m_feed->types()) {
        const QString name = QString::fromStdString(type.type);
        auto* chip = new QPushButton(QStringLiteral("%1 %2").arg(format::plain(type.type), format::count(type.count)), m_chips);
        chip->setProperty("look", QStringLiteral("chip"));
        chip->setCheckable(true);
        chip->setProperty("type", name);
        chip->setChecked(m_feed->chosenTypes().contains(name));
        chip->setAccessibleName(tr("Only %1, %2").arg(format::plain(type.type), format::count(type.count)));
        m_chips->layout()->addWidget(chip);
        chip->show();
        setTabOrder(before, chip);
        before = chip;
        connect(chip, &QPushButton::toggled, this, [this, name](bool checked) {
            QStringList types = m_feed->chosenTypes();
            types.removeAll(name);
            if (checked) types << name;
            if (!m_feed->findText().isEmpty()) Q_EMIT findCleared();
            m_feed->setChosenTypes(types);
        });
    }
    m_chips->setVisible(!m_feed->types().empty());
    m_chips->updateGeometry();
}

void AggregatesPanel::refresh()
{
    const auto total = m_feed->total();
    m_total->setText(total ? format::count(*total) : QString());
    m_total->setAccessibleName(total ? tr("%1 aggregates").arg(format::count(*total)) : QString());
    m_sort->setText(sortName(m_feed->sort()) + QStringLiteral(" ▼"));
    m_sort->setAccessibleName(tr("Order of the list: %1").arg(sortName(m_feed->sort())));
    for (auto* chip : m_chips->findChildren<QPushButton*>(QString(), Qt::FindDirectChildrenOnly)) {
        const QSignalBlocker quiet(chip);
        chip->setChecked(m_feed->chosenTypes().contains(chip->property("type").toString()));
    }
    const bool listed = m_feed->state() == AggregatesFeed::State::Listed;
    refreshNotice();
    if (listed) {
        m_stack->setCurrentWidget(m_table);
        // Not from somebody who types meanwhile.
        if (std::exchange(m_isFocusWanted, false) && qobject_cast<QLineEdit*>(QApplication::focusWidget()) == nullptr)
            focusList();
        markFocus();
    } else {
        refreshEmpty();
        m_stack->setCurrentWidget(m_empty);
    }
}

void AggregatesPanel::refreshNotice()
{
    const AggregateDirectory& directory = m_feed->directory();
    QString text, action;
    if (!m_feed->findText().isEmpty() && !m_feed->isSearching()) {
        const QString count = format::count(m_feed->hitCount()) + (m_feed->moreHits() ? QStringLiteral("+") : QString());
        text = tr("%1 found for “%2”").arg(count, format::plain(m_feed->findText().toStdString()));
        action = tr("Clear");
    } else if (m_feed->findText().isEmpty() && directory.isReading()) {
        const auto total = m_feed->total();
        const QString read = format::count(directory.aggregatesRead());
        text = total ? tr("Reading the list: %1 of %2").arg(read, format::count(*total)) : tr("Reading the list: %1").arg(read);
        action = tr("Stop");
    } else if (m_feed->findText().isEmpty() && directory.aggregatesRead() > 0 && !directory.isComplete()) {
        text = tr("Sorted among the first %1 read").arg(format::count(directory.aggregatesRead()));
        action = tr("Read on");
    }
    m_notice->setVisible(!text.isEmpty() && m_feed->state() == AggregatesFeed::State::Listed);
    m_noticeText->setAccessibleName(text);
    m_noticeAction->setText(action);
    elideNotice();
}

void AggregatesPanel::elideNotice()
{
    const QMargins margins = m_notice->layout()->contentsMargins();
    const int room =
        width() - margins.left() - margins.right() - m_noticeAction->sizeHint().width() - m_notice->layout()->spacing();
    const QString text = m_noticeText->accessibleName();
    m_noticeText->setText(m_noticeText->fontMetrics().elidedText(text, Qt::ElideRight, std::max(0, room)));
}

void AggregatesPanel::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    elideNotice();
}

void AggregatesPanel::refreshEmpty()
{
    using State = AggregatesFeed::State;
    using Kind = EmptyState::Kind;
    const QString reason = m_feed->error() ? format::error(*m_feed->error()) : QString();
    switch (m_feed->state()) {
    case State::NotConnected:
        return m_empty->show(Kind::NotConnected, tr("No source is open"), tr("Open a case file or connect to a database."));
    case State::NotPermitted:
        return m_empty->show(Kind::NotPermitted, tr("This login may not read the events"), reason, tr("Try again"));
    case State::Failed:
        return m_empty->show(Kind::NotConnected, tr("The list could not be read"), reason, tr("Try again"));
    case State::Loading:
        if (m_feed->isSearching())
            return m_empty->show(Kind::Loading, tr("Searching…"), format::plain(m_feed->findText().toStdString()), tr("Cancel"));
        if (m_feed->directory().isReading()) {
            const QString read = tr("%1 read").arg(format::count(m_feed->directory().aggregatesRead()));
            return m_empty->show(Kind::Loading, tr("Reading the list of aggregates…"), read, tr("Cancel"));
        }
        return m_empty->show(Kind::Loading, tr("Loading…"));
    case State::NoEvents:
        return showNoEvents();
    case State::NothingMatches:
        if (m_feed->findText().isEmpty())
            return m_empty->show(Kind::NothingMatches, tr("Nothing of these types"), {}, tr("Show all types"));
        return m_empty->show(
            Kind::NothingMatches, tr("Nothing found"),
            tr("No id, correlation or payload matches “%1”.").arg(format::plain(m_feed->findText().toStdString())),
            tr("Clear the search"));
    case State::Listed:
        return;
    }
}

void AggregatesPanel::showNoEvents()
{
    using Kind = EmptyState::Kind;
    if (!m_session.tenant())
        return m_empty->show(Kind::NoEvents, tr("No events yet"),
                             tr("This source can be read and holds neither a tenant nor an event: there is nothing to verify, to "
                                "report or to export."));
    // That none is there is no word on what was: all may have been deleted.
    if (m_session.info()->hasLog)
        return m_empty->show(Kind::NoEvents, tr("No events"),
                             tr("This source can be read and holds no event of the tenant. Whether its log names some that were "
                                "deleted, verifying tells."),
                             tr("Verify"));
    m_empty->show(Kind::NoEvents, tr("No events"),
                  tr("This source can be read and holds no event of the tenant. It keeps no log that would tell whether it held "
                     "some before."));
}

void AggregatesPanel::onEmptyAction()
{
    using State = AggregatesFeed::State;
    switch (m_feed->state()) {
    case State::Loading:
        if (m_feed->isSearching())
            Q_EMIT findCleared();
        else
            m_feed->cancelReading();
        return;
    case State::NoEvents:
        return verifyRequested();
    case State::NothingMatches:
        if (!m_feed->findText().isEmpty()) return findCleared();
        m_feed->setChosenTypes({});
        return rebuildChips();
    default:
        m_feed->retry();
    }
}

void AggregatesPanel::find(const QString& text)
{
    m_opensFirst = false;
    if (text.isEmpty())
        m_feed->clearFind();
    else if (text != m_feed->findText())
        m_feed->find(text);
}

void AggregatesPanel::findAndOpen(const QString& text)
{
    if (text.isEmpty()) return find(text);
    const bool known = text == m_feed->findText() && !m_feed->isSearching();
    if (known && m_feed->hitCount() > 0) return openFirst();
    find(text);
    m_opensFirst = true;
}

void AggregatesPanel::openFirst()
{
    open(0);
    Q_EMIT foundAndOpened();
}

void AggregatesPanel::focusList()
{
    // A view that is not in sight cannot have the keyboard: it gets it when the list is there.
    m_isFocusWanted = !m_table->view()->isVisible();
    const bool isForGood = m_feed->state() == AggregatesFeed::State::NoEvents && m_empty->isVisible();
    (isForGood ? static_cast<QWidget*>(m_empty) : m_table->view())->setFocus(Qt::ShortcutFocusReason);
}

void AggregatesPanel::open(qint64 position)
{
    const auto item = m_model.itemAt(position);
    if (!item) return;
    m_opening = true;  // the row chosen stays the row marked, though a hit's aggregate may stand in several rows
    if (item->event)
        m_session.focusBus().openEvent(item->id, *item->event);
    else
        m_session.focusBus().openAggregate(item->id);
    m_opening = false;
    m_table->setCurrentPosition(position);
}

void AggregatesPanel::markFocus()
{
    const auto aggregate = m_session.focusBus().focus().aggregate;
    const auto current = m_model.itemAt(m_table->currentPosition());
    if (current && aggregate == current->id) return;
    const auto position = aggregate ? m_model.findLoaded(*aggregate) : std::nullopt;
    // Marking must not scroll away from what is being read.
    const bool visible =
        position && *position >= m_table->topPosition() && *position < m_table->topPosition() + m_table->visibleRows();
    m_table->setCurrentPosition(visible ? *position : -1);
}

}  // namespace vci::ui
