// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/pages/diffpage.h"

#include "ui/delegates/statedelegate.h"
#include "ui/delegates/statepaint.h"
#include "ui/format/text.h"
#include "ui/models/blamestory.h"
#include "ui/models/diffmodel.h"
#include "ui/pages/computethread.h"
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
#include <memory>

namespace vci::ui {

namespace {

constexpr int kSignWidthPx = 28;
constexpr int kChipHeightPx = 24;
constexpr std::size_t kRowsMeasured = 500;

/// An answer that knows its question.
struct Answer {
    std::shared_ptr<const replay::Timeline> timeline;
    DiffTable table;
};

}  // namespace

DiffPage::DiffPage(Session& session, ComputeThread& compute, QWidget* parent)
    : QWidget(parent)
    , m_session(session)
    , m_compute(compute)
    , m_modes(new QButtonGroup(this))
    , m_caption(new QLabel(this))
    , m_model(new DiffModel(this))
    , m_view(new RowsView(this))
    , m_empty(new EmptyState(this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 8, 0, 0);
    layout->setSpacing(4);
    addChooser(*layout);
    // In a row of its own: a style sheet overrules a label's own margins.
    auto* captionRow = new QHBoxLayout;
    captionRow->setContentsMargins(12, 2, 12, 4);
    captionRow->addWidget(m_caption);
    layout->addLayout(captionRow);
    layout->addWidget(m_view, 1);
    layout->addWidget(m_empty, 1);
    m_caption->setTextFormat(Qt::PlainText);
    m_caption->setProperty("look", QStringLiteral("secondary"));
    m_caption->setWordWrap(true);
    m_view->setModel(m_model);
    m_view->setItemDelegate(new StateDiffDelegate(this));
    m_view->setCopyRole(DiffModel::CopyRole);
    m_view->setAccessibleName(tr("Differences"));

    connect(m_view, &RowsView::widthChanged, this, &DiffPage::fitColumns);
    connect(m_view, &RowsView::rowActivated, this, [this](const QModelIndex& index) {
        m_session.focusBus().chooseField(index.data(DiffModel::PointerRole).toString());
    });
    connect(m_empty, &EmptyState::actionTriggered, this,
            [this] { m_session.focusBus().setPin(m_missing, m_session.position()); });
    connect(m_modes, &QButtonGroup::idClicked, this, [this](int id) { setMode(static_cast<Mode>(id)); });
    connect(&m_session, &Session::timelineChanged, this, &DiffPage::refresh);
    connect(&m_session, &Session::positionChanged, this, &DiffPage::refresh);
    connect(&m_session.focusBus(), &FocusBus::pinsChanged, this, &DiffPage::onPinsChanged);
    connect(&Theme::instance(), &Theme::changed, m_view->viewport(), qOverload<>(&QWidget::update));
    refresh();
}

void DiffPage::addChooser(QVBoxLayout& layout)
{
    auto* row = new QHBoxLayout;
    row->setContentsMargins(12, 0, 12, 0);
    row->setSpacing(4);
    const std::pair<Mode, QString> modes[] = {
        {Mode::Previous, tr("Previous event")}, {Mode::PinAToPinB, tr("A ↔ B")}, {Mode::PinAToNow, tr("A ↔ now")}};
    const QString names[] = {tr("Compare with the previous event"), tr("Compare pin A with pin B"),
                             tr("Compare pin A with the playhead")};
    for (const auto& [mode, text] : modes) {
        auto* chip = new QPushButton(text, this);
        chip->setProperty("look", QStringLiteral("chip"));
        chip->setCheckable(true);
        chip->setMinimumHeight(kChipHeightPx);
        chip->setChecked(mode == m_mode);
        chip->setAccessibleName(names[static_cast<int>(mode)]);
        m_modes->addButton(chip, static_cast<int>(mode));
        row->addWidget(chip);
    }
    row->addStretch();
    layout.addLayout(row);
}

void DiffPage::setMode(Mode mode)
{
    m_modes->button(static_cast<int>(mode))->setChecked(true);
    if (mode == m_mode) return;
    m_mode = mode;
    Q_EMIT modeChanged(mode);
    refresh();
}

void DiffPage::showPinDiff()
{
    setMode(m_session.focusBus().pin(FocusBus::Pin::B) ? Mode::PinAToPinB : Mode::PinAToNow);
}

void DiffPage::takeFocus()
{
    if (m_view->isVisible()) {
        m_view->setFocus(Qt::ShortcutFocusReason);
    } else {
        m_modes->checkedButton()->setFocus(Qt::ShortcutFocusReason);
    }
}

void DiffPage::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    if (m_dirty) refresh();
}

std::optional<DiffPage::Range> DiffPage::range() const
{
    const replay::Position now = m_session.position();
    const FocusBus& bus = m_session.focusBus();
    const auto a = bus.pin(FocusBus::Pin::A);
    const auto b = bus.pin(FocusBus::Pin::B);
    std::optional<Range> range;
    if (m_mode == Mode::Previous && now > 0) range = Range(now - 1, now);
    if (m_mode == Mode::PinAToPinB && a && b) range = Range(*a, *b);
    if (m_mode == Mode::PinAToNow && a) range = Range(*a, now);
    // Time runs one way: what was before stands before, whichever pin it is.
    if (range && range->first > range->second) std::swap(range->first, range->second);
    return range;
}

void DiffPage::onPinsChanged()
{
    // A tab that nobody looks at must not stay named after pins that are gone.
    const FocusBus& bus = m_session.focusBus();
    if (!isVisible() && !bus.pin(FocusBus::Pin::A) && !bus.pin(FocusBus::Pin::B)) setMode(Mode::Previous);
    refresh();
}

void DiffPage::refresh()
{
    m_dirty = !isVisible();
    if (m_dirty) return;
    const auto timeline = m_session.timeline();
    if (!timeline) {
        const bool loading = m_session.timelineState() == Session::TimelineState::Loading;
        showMessage(loading ? tr("Replaying…") : tr("Nothing chosen"),
                    loading ? QString() : tr("States of the aggregate that is chosen are compared here."));
        return;
    }
    const auto points = range();
    if (!points) {
        if (m_mode == Mode::Previous) {
            showMessage(tr("Before the first event"), tr("There is nothing earlier to compare with."));
        } else {
            // The button sets the pin that is missing: the way for who uses no mouse.
            m_missing = m_session.focusBus().pin(FocusBus::Pin::A) ? FocusBus::Pin::B : FocusBus::Pin::A;
            const QString name = m_missing == FocusBus::Pin::A ? QStringLiteral("A") : QStringLiteral("B");
            showMessage(tr("Pin %1 is not set").arg(name),
                        tr("Right-click an event on the timeline to pin it, or pin the event at the playhead:"),
                        tr("Set pin %1 here").arg(name));
        }
        return;
    }
    m_compute.ask<Answer>(
        kSlot,
        [timeline, points = *points](std::stop_token) {
            return Answer{timeline, diffTable(*timeline, points.first, points.second)};
        },
        this,
        [this](Answer answer) {
            if (answer.timeline == m_session.timeline()) takeTable(std::move(answer.table));
        });
}

void DiffPage::takeTable(DiffTable table)
{
    const auto points = range();
    if (!points) return;
    m_model->setTable(std::move(table));
    const DiffTable& shown = m_model->table();
    m_caption->setText(tr("%1 → %2").arg(pointName(shown.from), pointName(shown.to)));
    m_caption->show();
    if (shown.rows.empty()) {
        const QString title = shown.from == shown.to ? tr("The same point") : tr("No difference");
        m_empty->show(EmptyState::Kind::NothingMatches, title, tr("No field has another value."));
    } else {
        m_empty->hide();
    }
    m_view->setVisible(!shown.rows.empty());
    fitColumns();
}

void DiffPage::showMessage(const QString& title, const QString& detail, const QString& action)
{
    m_model->setTable({});
    m_caption->hide();
    m_view->hide();
    m_empty->show(EmptyState::Kind::NothingMatches, title, detail, action);
}

QString DiffPage::pointName(replay::Position position) const
{
    const auto& timeline = m_session.timeline();
    if (position == 0 || !timeline || position > timeline->size()) return tr("before the first event");
    const EventName event = eventName(*timeline, position - 1);
    return QStringLiteral("#%1 %2").arg(QString::number(event.sequence), event.type);
}

void DiffPage::fitColumns()
{
    const QFont font = Theme::instance().textFont();
    const auto& rows = m_model->table().rows;
    int needed = 60;
    for (std::size_t i = 0; i < rows.size() && i < kRowsMeasured; ++i) {
        needed = std::max(needed, paint::textWidth(rows[i].name, font) + 16);
    }
    const int width = m_view->viewport()->width();
    const int name = std::min(needed, std::max(60, width * 42 / 100));
    m_view->setColumnWidth(DiffModel::SignColumn, kSignWidthPx);
    m_view->setColumnWidth(DiffModel::FieldColumn, name);
    m_view->setColumnWidth(DiffModel::ChangeColumn, std::max(40, width - name - kSignWidthPx));
}

}  // namespace vci::ui
