// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/widgets/blamecard.h"

#include "ui/delegates/statedelegate.h"
#include "ui/delegates/statepaint.h"
#include "ui/models/blamemodel.h"
#include "ui/theme/theme.h"
#include "ui/widgets/rowsview.h"
#include "ui/widgets/runstext.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace vci::ui {

namespace {

using Look = TextRun::Look;

constexpr int kRadius = 8;
constexpr int kMargin = 12;
constexpr int kLinkPadding = 5;
constexpr int kHistoryRows = 8;
constexpr int kRowsMeasured = 100;
constexpr int kTimeFromWidth = 460;

QPushButton* makeLink(QWidget* parent)
{
    auto* link = new QPushButton(parent);
    link->setProperty("look", QStringLiteral("link"));
    link->setCursor(Qt::PointingHandCursor);
    link->setFlat(true);
    return link;
}

QString nameOf(const EventName& event)
{
    return QStringLiteral("#%1 %2").arg(QString::number(event.sequence), event.type);
}

}  // namespace

BlameCard::BlameCard(QWidget* parent)
    : QWidget(parent)
    , m_text(new RunsText(this))
    , m_go(makeLink(this))
    , m_historyButton(makeLink(this))
    , m_history(new RowsView(this))
    , m_model(new BlameModel(this))
{
    setAccessibleName(tr("Blame"));
    auto* links = new QHBoxLayout;
    links->setContentsMargins(0, 0, 0, 0);
    links->setSpacing(4);
    links->addWidget(m_go);
    links->addWidget(m_historyButton);
    links->addStretch();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(kMargin - kLinkPadding, kMargin - 2, kMargin, kMargin - 4);
    layout->setSpacing(2);
    // A link's text stands a padding inside it: the rest is set in by as much, so that all begins on one line.
    for (QWidget* widget : {static_cast<QWidget*>(m_text), static_cast<QWidget*>(m_history)}) {
        auto* row = new QHBoxLayout;
        row->setContentsMargins(kLinkPadding, 0, 0, 0);
        row->addWidget(widget);
        layout->addLayout(row);
    }
    layout->insertLayout(1, links);

    m_history->setModel(m_model);
    m_history->setItemDelegate(new StateHistoryDelegate(this));
    m_history->setFitsRows(true);
    m_history->setMaximumRows(kHistoryRows);
    m_history->setCopyRole(BlameModel::CopyRole);
    m_history->setLinkColumn(BlameModel::EventColumn);
    m_history->setAccessibleName(tr("History of the field"));
    m_history->setProperty("look", QStringLiteral("bar"));
    m_historyButton->setCheckable(true);
    setHistoryShown(false);

    connect(m_text, &RunsText::linkClicked, this, &BlameCard::chooseTarget);
    connect(m_go, &QPushButton::clicked, this, &BlameCard::chooseTarget);
    connect(m_historyButton, &QPushButton::toggled, this, &BlameCard::setHistoryShown);
    connect(m_history, &RowsView::widthChanged, this, &BlameCard::fitHistory);
    const auto choose = [this](const QModelIndex& index) {
        Q_EMIT eventChosen(static_cast<std::size_t>(index.data(BlameModel::EventRole).toULongLong()));
    };
    connect(m_history, &RowsView::linkClicked, this, choose);
    connect(m_history, &RowsView::rowActivated, this, choose);
    connect(&Theme::instance(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

void BlameCard::setStory(BlameStory story, format::Zone zone)
{
    const bool sameField = story.pointer == m_story.pointer;
    m_story = std::move(story);
    m_zone = zone;
    m_text->setParagraphs(paragraphs());
    const auto to = target();
    m_go->setVisible(to.has_value());
    if (to) {
        m_go->setText(tr("Go to #%1").arg(to->sequence));
        m_go->setAccessibleName(tr("Go to %1").arg(nameOf(*to)));
    }
    const bool hasHistory = m_story.history && !m_story.history->changes.empty();
    m_historyButton->setVisible(hasHistory);
    m_model->setHistory(hasHistory ? m_story.history : nullptr, m_story.changesSoFar, zone);
    m_history->setVisible(hasHistory && m_historyButton->isChecked());
    fitHistory();
    if (!sameField && m_story.changesSoFar > 0 && m_history->isVisible()) {
        m_history->scrollTo(m_model->index(static_cast<int>(m_story.changesSoFar) - 1, 0));
    }
}

void BlameCard::setHistoryShown(bool shown)
{
    m_historyButton->setChecked(shown);
    m_historyButton->setText(shown ? tr("Hide history") : tr("History"));
    m_history->setVisible(shown && m_model->rowCount() > 0);
    updateGeometry();
}

void BlameCard::fitHistory()
{
    const QFont font = Theme::instance().textFont();
    int event = 60;
    for (int row = 0; row < std::min(m_model->rowCount(), kRowsMeasured); ++row) {
        event = std::max(event, paint::textWidth(m_model->index(row, BlameModel::EventColumn).data().toString(), font) + 16);
    }
    const int width = m_history->viewport()->width();
    event = std::min(event, width * 55 / 100);
    // The time goes first where room is short: the event leads to it.
    const int time = width > kTimeFromWidth ? paint::textWidth(QStringLiteral("2026-02-10 10:04:21.284013 UTC"), font) + 16 : 0;
    m_history->setColumnWidth(BlameModel::EventColumn, event);
    m_history->setColumnWidth(BlameModel::TimeColumn, time);
    m_history->setColumnWidth(BlameModel::ValueColumn, std::max(40, width - event - time));
}

void BlameCard::takeFocus()
{
    m_go->setFocus(Qt::ShortcutFocusReason);
}

void BlameCard::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(Theme::instance().palette().window);
    painter.drawRoundedRect(rect(), kRadius, kRadius);
}

BlameCard::Paragraphs BlameCard::paragraphs() const
{
    Paragraphs out;
    switch (m_story.kind) {
    case BlameStory::Kind::None:
        break;
    case BlameStory::Kind::Leaf:
        appendLeaf(out);
        break;
    case BlameStory::Kind::Absent:
        appendAbsent(out);
        break;
    case BlameStory::Kind::Group:
        out.push_back({{m_story.name, Look::Strong},
                       {m_story.leaves == 1 ? tr(" holds 1 field, set by ")
                                            : tr(" holds %1 fields, the newest set by ").arg(m_story.leaves),
                        Look::Secondary},
                       {nameOf(*m_story.setBy), Look::Link}});
        out.push_back({{timeText(*m_story.setBy), Look::Secondary}});
        break;
    }
    return out;
}

void BlameCard::appendLeaf(Paragraphs& out) const
{
    out.push_back({{m_story.name, Look::Strong}, {tr(" was set by "), Look::Secondary}, {nameOf(*m_story.setBy), Look::Link}});
    std::vector<TextRun> when = {{timeText(*m_story.setBy), Look::Secondary}};
    if (m_story.before) {
        when.push_back({tr(" · before: "), Look::Secondary});
        when.push_back({*m_story.before, Look::Strong});
    }
    out.push_back(std::move(when));
    if (m_story.lastChange) {
        out.push_back({{tr("to the same value again; it changed last at %1").arg(nameOf(*m_story.lastChange)), Look::Secondary}});
    }
    if (m_story.changes > 1) {
        out.push_back({{tr("%1 changes: %2").arg(format::count(m_story.changes), m_story.line), Look::Secondary}});
    } else {
        out.push_back({{tr("set once: %1").arg(m_story.line), Look::Secondary}});
    }
}

void BlameCard::appendAbsent(Paragraphs& out) const
{
    if (m_story.setBy) {
        out.push_back(
            {{m_story.name, Look::Strong}, {tr(" was removed by "), Look::Secondary}, {nameOf(*m_story.setBy), Look::Link}});
        out.push_back({{timeText(*m_story.setBy), Look::Secondary}});
        out.push_back({{m_story.line, Look::Secondary}});
        return;
    }
    if (!m_story.nextSet) {
        out.push_back({{m_story.name, Look::Strong}, {tr(" is no field of this aggregate"), Look::Secondary}});
        return;
    }
    out.push_back({{m_story.name, Look::Strong},
                   {tr(" is not set yet. First set by "), Look::Secondary},
                   {nameOf(*m_story.nextSet), Look::Link}});
    out.push_back({{timeText(*m_story.nextSet), Look::Secondary}});
}

QString BlameCard::timeText(const EventName& event) const
{
    return event.foreignTime.isEmpty() ? format::dateTime(event.at, m_zone) : event.foreignTime;
}

std::optional<EventName> BlameCard::target() const
{
    return m_story.setBy ? m_story.setBy : m_story.nextSet;
}

void BlameCard::chooseTarget()
{
    if (const auto to = target()) Q_EMIT eventChosen(to->index);
}

}  // namespace vci::ui
