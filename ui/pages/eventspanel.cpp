// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/pages/eventspanel.h"

#include "core/json/envelope.h"
#include "core/json/read.h"
#include "ui/delegates/eventdelegate.h"
#include "ui/format/text.h"
#include "ui/models/bracketwords.h"
#include "ui/models/eventdetailsloader.h"
#include "ui/models/eventsmodel.h"
#include "ui/state/verification.h"
#include "ui/theme/theme.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/windowedtable.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QMenu>
#include <QShortcut>
#include <QStackedLayout>
#include <QTableView>
#include <QTimer>

#include <algorithm>
#include <array>

namespace vci::ui {

namespace {

constexpr int kRowHeightPx = 24;
constexpr int kHeaderHeightPx = 26;
constexpr int kNarrowPx = 620;
/// Rows read beyond the visible ones, so that a step or a turn of the wheel finds them there.
constexpr qint64 kReadAheadRows = 20;
/// The rows of the aggregate before stay so long while the next one loads: most load at once, and a flash helps nobody.
constexpr int kKeepOldRowsMs = 150;

Result<QString> readJson(store::EventReader& reader, EventId id, Flags flags, const std::stop_token& stop)
{
    const std::array ids = {id};
    VCI_TRY(const auto events, reader.eventsById(ids, stop));
    if (events.empty()) return makeError(ErrorCode::NotFound, "event " + id.toString() + " is not in the source any more");
    std::string envelope;
    json::appendEnvelope(envelope, events.front(), flags);
    return QString::fromStdString(json::dumpPretty(json::readLenient(envelope).value));
}

}  // namespace

EventsPanel::EventsPanel(Session& session, Verification& verification, QWidget* parent)
    : QWidget(parent)
    , m_session(session)
    , m_verification(verification)
    , m_model(new EventsModel(this))
    , m_table(new WindowedTable(m_model, kRowHeightPx, this))
    , m_empty(new EmptyState(this))
    , m_pages(new QStackedLayout(this))
{
    setAttribute(Qt::WA_StyledBackground);
    setProperty("look", QStringLiteral("panel"));
    auto* blank = new QWidget(this);
    m_pages->addWidget(blank);
    m_pages->addWidget(m_table);
    m_empty->show(EmptyState::Kind::NothingMatches, tr("No aggregate chosen"),
                  tr("The events of the one that is chosen in the list are shown here."));
    m_pages->addWidget(m_empty);
    setFocusProxy(m_table);
    setUpTable();
    connectSession();
    onTimelineChanged();
}

void EventsPanel::setUpTable()
{
    auto* view = m_table->view();
    view->setAccessibleName(tr("Events"));
    view->setItemDelegate(new EventDelegate(view));
    view->setMouseTracking(true);
    auto* header = view->horizontalHeader();
    header->setFixedHeight(kHeaderHeightPx);
    header->setSectionsClickable(false);
    header->setMinimumSectionSize(24);
    header->setSectionResizeMode(QHeaderView::Fixed);
    header->setSectionResizeMode(EventsModel::SummaryColumn, QHeaderView::Stretch);
    sizeColumns();

    connect(m_table, &WindowedTable::currentPositionChanged, this, &EventsPanel::chooseRow);
    connect(m_table, &WindowedTable::activated, this, [this](qint64 position, int column) {
        if (column < 0 || column == EventsModel::CauseColumn) goToCauseOf(position);
    });
    connect(m_table, &WindowedTable::menuRequested, this,
            [this](qint64 position, int, const QPoint& globalPos) { showMenu(position, globalPos); });
    connect(m_model, &EventsModel::detailsWanted, this, [this](qint64 begin, qint64 end) {
        m_wantedBegin = begin;
        m_wantedEnd = end;
        // Once per turn of the event loop, however often the table scrolls in it.
        QMetaObject::invokeMethod(this, &EventsPanel::fetchDetails, Qt::QueuedConnection);
    });
    auto* copy = new QShortcut(QKeySequence::Copy, m_table);
    copy->setContext(Qt::WidgetWithChildrenShortcut);
    connect(copy, &QShortcut::activated, this, &EventsPanel::copyRow);
}

void EventsPanel::connectSession()
{
    connect(&m_session, &Session::timelineChanged, this, &EventsPanel::onTimelineChanged);
    connect(&m_session, &Session::positionChanged, this, &EventsPanel::onPositionChanged);
    connect(&m_session, &Session::zoneChanged, m_model, &EventsModel::setZone);
    connect(&Theme::instance(), &Theme::changed, this, [this] {
        sizeColumns();
        m_table->view()->viewport()->update();
    });
    m_model->setZone(m_session.zone());
    connect(&m_verification, &Verification::changed, this, &EventsPanel::showProof);
    showProof();
}

void EventsPanel::showProof()
{
    EventsModel::BadgeOf badgeOf;
    EventsModel::ProofOf proofOf;
    if (m_verification.result()) {
        badgeOf = [this](const replay::Timeline& timeline, std::size_t event) {
            const auto head = timeline.eventAt(event);
            return m_verification.badgeOf(timeline.aggregateId(), head.id, head.pos);
        };
        proofOf = [this](const replay::Timeline& timeline, std::size_t event) {
            const auto head = timeline.eventAt(event);
            const verify::Report& report = m_verification.result()->report;
            return head.pos ? bracketText(verify::bracketOf(report, *head.pos), m_session.zone(), shownOf(report, head.id))
                            : QString();
        };
    }
    m_model->setBadges(std::move(badgeOf), std::move(proofOf));
    sizeColumns();
}

bool EventsPanel::showsTheTimeline() const
{
    return m_model->timeline() != nullptr && m_model->timeline() == m_session.timeline();
}

void EventsPanel::onTimelineChanged()
{
    if (m_session.timelineState() == Session::TimelineState::Loading) {
        QTimer::singleShot(kKeepOldRowsMs, this, [this] {
            if (m_session.timelineState() == Session::TimelineState::Loading) m_pages->setCurrentIndex(0);
        });
        return;
    }
    const auto& timeline = m_session.timeline();
    if (timeline != m_model->timeline()) {
        ++m_fetch;
        m_fetching = false;
        m_causeWanted.reset();
        m_model->setTimeline(timeline, m_session.catalog());
        sizeColumns();
    }
    const bool isNoneChosen = m_session.timelineState() == Session::TimelineState::None;
    m_pages->setCurrentIndex(timeline ? 1 : isNoneChosen ? 2 : 0);
    if (timeline) onPositionChanged(m_session.position());
}

void EventsPanel::onPositionChanged(replay::Position position)
{
    if (!showsTheTimeline()) return;
    m_model->setPosition(position);
    m_table->setCurrentPosition(static_cast<qint64>(position) - 1);
    if (m_causeWanted != static_cast<qint64>(position) - 1) m_causeWanted.reset();
}

void EventsPanel::chooseRow(qint64 position)
{
    if (showsTheTimeline()) m_session.focusBus().moveTo(static_cast<replay::Position>(position + 1));
}

void EventsPanel::fetchDetails()
{
    if (m_fetching || !showsTheTimeline() || m_session.sourceState() != Session::SourceState::Open) return;
    const auto claimed = m_model->claimMissing(m_wantedBegin - kReadAheadRows, m_wantedEnd + kReadAheadRows);
    if (claimed.empty()) return;
    m_fetching = true;
    const std::uint64_t fetch = ++m_fetch;
    m_session.interactive().run<std::vector<EventDetails>>(
        tr("Reading events"),
        [timeline = m_session.timeline(), catalog = m_session.catalog(), claimed](TaskContext& task) {
            return loadEventDetails(task.reader, *timeline, *catalog, claimed, task.stop);
        },
        this,
        [this, fetch, claimed](Result<std::vector<EventDetails>> details) {
            if (fetch == m_fetch) acceptDetails(claimed, std::move(details));
        });
}

void EventsPanel::acceptDetails(const std::vector<std::size_t>& claimed, Result<std::vector<EventDetails>> details)
{
    m_fetching = false;
    if (details.ok()) {
        m_model->addDetails(details.value());
        if (m_causeWanted && m_model->details(*m_causeWanted) != nullptr) goToCauseOf(*m_causeWanted);
    } else if (details.error().isCancelled()) {
        m_model->release(claimed);
        return;  // whoever cancelled does not want it asked again at once
    } else {
        std::vector<EventDetails> failures;
        failures.reserve(claimed.size());
        const QString why = format::error(details.error());
        for (const auto index : claimed) failures.push_back({index, why, {}, {}, false, true});
        m_model->addDetails(failures);
    }
    fetchDetails();
}

void EventsPanel::goToCause()
{
    goToCauseOf(m_table->currentPosition());
}

void EventsPanel::goToCauseOf(qint64 position)
{
    if (!showsTheTimeline() || position < 0) return;
    const auto* details = m_model->details(position);
    // A key pressed before the row is read is not lost.
    m_causeWanted = details == nullptr ? std::optional(position) : std::nullopt;
    if (details == nullptr || !details->cause) return;
    const auto& cause = *details->cause;
    if (cause.index)
        m_session.focusBus().moveTo(*cause.index + 1, FocusBus::Step::Jump);
    else if (cause.aggregate)
        m_session.focusBus().openEvent(*cause.aggregate, cause.id);
}

void EventsPanel::copyRow()
{
    const qint64 position = m_table->currentPosition();
    if (position >= 0) QGuiApplication::clipboard()->setText(m_model->rowText(position));
}

void EventsPanel::copyId(qint64 position)
{
    const auto head = m_model->timeline()->eventAt(static_cast<std::size_t>(position));
    QGuiApplication::clipboard()->setText(QString::fromStdString(head.id.toString()));
}

void EventsPanel::copyJson(qint64 position)
{
    if (m_session.sourceState() != Session::SourceState::Open) return;
    const auto head = m_model->timeline()->eventAt(static_cast<std::size_t>(position));
    m_session.interactive().run<QString>(
        tr("Reading the event"),
        [id = head.id, flags = head.flags](TaskContext& task) { return readJson(task.reader, id, flags, task.stop); }, this,
        [](Result<QString> text) {
            if (text.ok()) QGuiApplication::clipboard()->setText(text.value());
        });
}

void EventsPanel::showMenu(qint64 position, const QPoint& globalPos)
{
    if (position < 0 || !showsTheTimeline()) return;
    const auto* details = m_model->details(position);
    const bool hasCause = details != nullptr && details->cause && details->cause->place != EventCause::Place::Missing;
    auto& bus = m_session.focusBus();
    const auto pinned = static_cast<replay::Position>(position + 1);

    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("Go to its cause"), this, [this, position] { goToCauseOf(position); })->setEnabled(hasCause);
    menu->addAction(tr("Follow its chain"), this, [this, position] {
        chooseRow(position);
        Q_EMIT chainRequested();
    });
    menu->addSeparator();
    menu->addAction(tr("Set pin A here"), this, [&bus, pinned] { bus.setPin(FocusBus::Pin::A, pinned); });
    menu->addAction(tr("Set pin B here"), this, [&bus, pinned] { bus.setPin(FocusBus::Pin::B, pinned); });
    menu->addSeparator();
    menu->addAction(tr("Copy the row"), this,
                    [this, position] { QGuiApplication::clipboard()->setText(m_model->rowText(position)); });
    menu->addAction(tr("Copy the event's id"), this, [this, position] { copyId(position); });
    menu->addAction(tr("Copy as JSON"), this, [this, position] { copyJson(position); });
    menu->popup(globalPos);
}

void EventsPanel::sizeColumns()
{
    const QFontMetrics metrics(Theme::instance().textFont());
    const auto widthOf = [&](const QString& text) { return metrics.horizontalAdvance(text) + 2 * EventDelegate::kPaddingPx + 2; };
    const auto& timeline = m_model->timeline();
    const qint64 last = timeline && timeline->size() > 0 ? timeline->eventAt(timeline->size() - 1).sequence.value() : 0;
    const bool narrow = width() < kNarrowPx;
    auto* header = m_table->view()->horizontalHeader();
    header->resizeSection(EventsModel::SequenceColumn, std::max(narrow ? 36 : 48, widthOf(QString::number(last))));
    header->resizeSection(EventsModel::TimeColumn, widthOf(QStringLiteral("00:00:00.000000")));
    header->resizeSection(EventsModel::EventColumn, narrow ? 160 : 200);
    header->resizeSection(EventsModel::CauseColumn, widthOf(narrow ? QStringLiteral("↗ 000…") : QStringLiteral("↗ 00000000")));
    header->resizeSection(EventsModel::FlagsColumn, narrow ? 24 : 36);
    header->resizeSection(EventsModel::ProofColumn, widthOf(tr("Proof")));
    header->setSectionHidden(EventsModel::ProofColumn, !m_verification.result());
}

void EventsPanel::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    sizeColumns();
}

}  // namespace vci::ui
