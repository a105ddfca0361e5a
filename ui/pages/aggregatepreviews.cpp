// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/pages/aggregatepreviews.h"

#include "core/catalog/summary.h"
#include "core/replay/timelinebuilder.h"
#include "ui/state/session.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace vci::ui {

namespace {

using Found = std::vector<std::pair<AggregateId, AggregatePreview>>;

constexpr std::chrono::milliseconds kSettleTime{40};
constexpr std::size_t kMaxBatch = 8;

QString dash()
{
    return QStringLiteral("—");
}

Result<AggregatePreview> previewOne(TaskContext& task, const AggregateItem& item,
                                    const std::shared_ptr<const catalog::Catalog>& catalog)
{
    // A hit of a search does not say how long its aggregate is.
    if (item.events == 0) {
        auto row = task.reader.aggregate(item.id, task.stop);
        if (!row.ok()) return std::move(row).error();
        if (row.value().events > AggregatePreviews::kMaxEvents) return AggregatePreview{dash(), dash()};
    }
    VCI_TRY(auto timeline, replay::loadTimeline(
                               task.reader, item.id, catalog, [](std::int64_t) {}, task.stop));
    return aggregatePreview(*catalog, timeline->aggregateType(), timeline->stateAt(timeline->size()));
}

}  // namespace

AggregatePreview aggregatePreview(const catalog::Catalog& catalog, const std::string& type, const json::Value& state)
{
    AggregatePreview preview{dash(), dash()};
    if (const auto* known = catalog.findAggregateType(type)) {
        for (const std::string& pattern : known->handles) {
            const auto text = catalog::fillTemplate(pattern, state);
            if (!text) continue;
            preview.handle = format::phone(format::plain(*text));
            break;
        }
    }
    if (const json::Value* status = state.find("status"); status != nullptr && !status->isNull())
        preview.status = format::value(*status);
    return preview;
}

AggregatePreviews::AggregatePreviews(Session& session, AggregatesModel& model, QObject* parent)
    : QObject(parent)
    , m_session(session)
    , m_model(model)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(kSettleTime);
    connect(&m_soon, &QTimer::timeout, this, &AggregatePreviews::requestVisible);
    connect(&m_model, &AggregatesModel::rangeShown, &m_soon, qOverload<>(&QTimer::start));
    connect(&m_session, &Session::sourceStateChanged, this, &AggregatePreviews::drop);
    connect(&m_session, &Session::timelineChanged, this, &AggregatePreviews::adoptTimeline);
}

AggregatePreviews::~AggregatePreviews() = default;

void AggregatePreviews::drop()
{
    m_soon.stop();
    m_epoch.reset();
    m_inFlight = 0;
    m_asked.clear();
}

void AggregatePreviews::requestVisible()
{
    if (m_session.sourceState() != Session::SourceState::Open) return;
    auto missing = m_model.withoutPreview(m_model.shownBegin(), m_model.shownEnd());
    if (m_inFlight != 0) {
        const bool stillWanted = std::any_of(missing.begin(), missing.end(), [&](const AggregateItem& item) {
            return std::find(m_asked.begin(), m_asked.end(), item.id) != m_asked.end();
        });
        if (stillWanted) return;  // its answer asks for the rest
        m_session.background().cancel(m_inFlight);
        m_inFlight = 0;
    }

    Found tooLong;
    std::vector<AggregateItem> batch;
    std::int64_t events = 0;
    for (AggregateItem& item : missing) {
        if (item.events > kMaxEvents) {
            tooLong.push_back({item.id, {dash(), dash()}});
            continue;
        }
        if (batch.size() == kMaxBatch || (!batch.empty() && events + item.events > kMaxEvents)) continue;
        events += item.events;
        batch.push_back(std::move(item));
    }
    if (!tooLong.empty()) m_model.setPreviews(tooLong);
    if (batch.empty()) return;

    m_asked.clear();
    for (const AggregateItem& item : batch) m_asked.push_back(item.id);
    m_epoch = std::make_unique<QObject>();
    m_inFlight = m_session.background().run<Found>(
        tr("Previewing"),
        [batch = std::move(batch), catalog = m_session.catalog()](TaskContext& task) -> Result<Found> {
            Found found;
            for (const AggregateItem& item : batch) {
                auto preview = previewOne(task, item, catalog);
                // One aggregate that cannot be read must not be asked for again and again; a lost connection is another matter.
                if (!preview.ok() && (preview.error().isCancelled() || preview.error().isRetryable()))
                    return std::move(preview).error();
                found.push_back({item.id, preview.ok() ? std::move(preview).value() : AggregatePreview{dash(), dash()}});
            }
            return found;
        },
        m_epoch.get(),
        [this](Result<Found> found) {
            m_inFlight = 0;
            m_asked.clear();
            if (!found.ok()) return;
            m_model.setPreviews(found.value());
            requestVisible();
        });
}

void AggregatePreviews::adoptTimeline()
{
    const auto timeline = m_session.timeline();
    if (!timeline || m_session.timelineState() != Session::TimelineState::Loaded) return;
    m_session.background().run<AggregatePreview>(
        tr("Previewing"),
        [timeline, catalog = m_session.catalog()](TaskContext&) -> Result<AggregatePreview> {
            return aggregatePreview(*catalog, timeline->aggregateType(), timeline->stateAt(timeline->size()));
        },
        this,
        [this, id = timeline->aggregateId()](Result<AggregatePreview> preview) {
            if (preview.ok()) m_model.setPreviews({{id, preview.value()}});
        });
}

}  // namespace vci::ui
