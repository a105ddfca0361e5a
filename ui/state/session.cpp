// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/state/session.h"

#include "core/replay/timelinebuilder.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

namespace vci::ui {

namespace {

using SteadyClock = std::chrono::steady_clock;

/// What opening a source finds out.
struct Opened {
    store::SourceInfo info;
    std::vector<Tenant> tenants;
};

/// A timeline and how long it took.
struct Loaded {
    std::shared_ptr<const replay::Timeline> timeline;
    std::chrono::microseconds latency;
};

Result<Opened> lookAt(store::EventReader& reader)
{
    VCI_TRY(std::vector<Tenant> tenants, reader.tenants());
    return Opened{reader.info(), std::move(tenants)};
}

}  // namespace

struct Session::Impl {
    OpenSource openSource;
    std::shared_ptr<const catalog::Catalog> catalog;
    FocusBus bus;

    QString source;
    SourceState sourceState = SourceState::None;
    std::optional<Error> sourceError;
    std::optional<store::SourceInfo> info;
    std::vector<Tenant> tenants;
    std::optional<Tenant> tenant;

    TimelineState timelineState = TimelineState::None;
    std::optional<Error> timelineError;
    std::shared_ptr<const replay::Timeline> timeline;
    std::chrono::microseconds latency{0};
    RequestNumber loading = 0;
    std::uint64_t question = 0;  // counts what was asked of the loader
    format::Zone zone = format::Zone::Utc;
    bool announcesLater = false;  // the timeline's own signals are about to tell what the focus change would

    // Each a thread with a connection of its own, so that a long read of one kind holds up no other.
    std::unique_ptr<Worker> opener, interactive, background, search, longWork, loader;

    [[nodiscard]] std::array<Worker*, 6> workers() const
    {
        return {opener.get(), interactive.get(), background.get(), search.get(), longWork.get(), loader.get()};
    }
};

Session::Session(OpenSource openSource, std::shared_ptr<const catalog::Catalog> catalog, QObject* parent)
    : QObject(parent)
    , m_impl(std::make_unique<Impl>())
{
    m_impl->openSource = std::move(openSource);
    m_impl->catalog = std::move(catalog);
    m_impl->bus.setResolver([this](Focus focus) { return resolved(std::move(focus)); });
    connect(&m_impl->bus, &FocusBus::focusChanged, this, &Session::onFocusChanged);
}

Session::~Session()
{
    m_impl->bus.setResolver({});
}

std::unique_ptr<Worker> Session::makeWorker(std::optional<TenantId> tenant)
{
    auto worker = std::make_unique<Worker>([openSource = m_impl->openSource, source = m_impl->source.toStdString(),
                                            tenant]() -> Result<std::unique_ptr<store::EventReader>> {
        VCI_TRY(auto reader, openSource(source));
        if (tenant) VCI_CHECK(reader->selectTenant(*tenant));
        return reader;
    });
    connect(worker.get(), &Worker::taskStarted, this, &Session::taskStarted);
    connect(worker.get(), &Worker::taskProgressed, this, &Session::taskProgressed);
    connect(worker.get(), &Worker::taskFinished, this, &Session::taskFinished);
    return worker;
}

void Session::setSourceState(SourceState state)
{
    m_impl->sourceState = state;
    Q_EMIT sourceStateChanged();
}

void Session::close()
{
    clear();
    setSourceState(SourceState::None);
}

void Session::clear()
{
    // Panels must not meet workers of the old source: the state goes first, and says so when the caller sets the next one.
    m_impl->sourceState = SourceState::None;
    m_impl->bus.reset();
    dropTimeline();
    for (auto* worker :
         {&m_impl->opener, &m_impl->interactive, &m_impl->background, &m_impl->search, &m_impl->longWork, &m_impl->loader})
        worker->reset();
    m_impl->sourceError.reset();
    m_impl->info.reset();
    m_impl->tenants.clear();
    m_impl->tenant.reset();
}

void Session::open(const QString& pathOrUri, std::optional<TenantId> tenant)
{
    clear();
    m_impl->source = pathOrUri;
    m_impl->opener = makeWorker(std::nullopt);
    setSourceState(SourceState::Opening);
    m_impl->opener->run<Opened>(
        tr("Opening"), [](TaskContext& task) { return lookAt(task.reader); }, this,
        [this, tenant](Result<Opened> opened) {
            if (!opened.ok()) {
                m_impl->sourceError = std::move(opened).error();
                return setSourceState(SourceState::Failed);
            }
            m_impl->info = std::move(opened.value().info);
            m_impl->tenants = std::move(opened.value().tenants);
            if (tenant) return chooseTenant(*tenant);
            if (m_impl->tenants.size() == 1) return chooseTenant(m_impl->tenants.front().id);
            if (m_impl->tenants.empty()) return startWorkers(std::nullopt);
            setSourceState(SourceState::ChoosingTenant);
        });
}

void Session::chooseTenant(TenantId tenant)
{
    if (!m_impl->info) return;
    const auto& tenants = m_impl->tenants;
    const auto found = std::find_if(tenants.begin(), tenants.end(), [&](const Tenant& t) { return t.id == tenant; });
    if (found == tenants.end()) {
        m_impl->sourceError = makeError(ErrorCode::NotFound, "tenant " + tenant.toString() + " is not among the " +
                                                                 std::to_string(tenants.size()) + " visible in this source");
        return setSourceState(tenants.empty() ? SourceState::Failed : SourceState::ChoosingTenant);
    }
    startWorkers(*found);
}

void Session::startWorkers(std::optional<Tenant> tenant)
{
    m_impl->sourceState = SourceState::Opening;
    m_impl->bus.reset();
    dropTimeline();
    m_impl->tenant = std::move(tenant);
    m_impl->sourceError.reset();
    const auto id = m_impl->tenant ? std::optional(m_impl->tenant->id) : std::nullopt;
    for (auto* worker : {&m_impl->interactive, &m_impl->background, &m_impl->search, &m_impl->longWork, &m_impl->loader})
        *worker = makeWorker(id);
    setSourceState(SourceState::Open);
}

void Session::dropTimeline()
{
    if (m_impl->loader && m_impl->loading != 0) m_impl->loader->cancel(m_impl->loading);
    m_impl->loading = 0;
    ++m_impl->question;
    m_impl->timeline.reset();
    m_impl->timelineError.reset();
    m_impl->latency = {};
    m_impl->timelineState = TimelineState::None;
}

void Session::loadTimeline(AggregateId aggregate)
{
    m_impl->timelineState = TimelineState::Loading;
    m_impl->loading = m_impl->loader->run<Loaded>(
        tr("Replaying"),
        [aggregate, catalog = m_impl->catalog](TaskContext& task) -> Result<Loaded> {
            const auto start = SteadyClock::now();
            const auto told = [&task](std::int64_t events) { task.progress(events, -1); };
            VCI_TRY(auto timeline, replay::loadTimeline(task.reader, aggregate, catalog, told, task.stop));
            const auto took = std::chrono::duration_cast<std::chrono::microseconds>(SteadyClock::now() - start);
            return Loaded{std::move(timeline), took};
        },
        this,
        [this, question = ++m_impl->question](Result<Loaded> loaded) {
            // The answer to an older question, perhaps one about the same aggregate that was cancelled since.
            if (question != m_impl->question) return;
            m_impl->loading = 0;
            if (loaded.ok())
                acceptTimeline(std::move(loaded.value().timeline), loaded.value().latency);
            else
                failTimeline(std::move(loaded).error());
        });
}

void Session::reloadTimeline()
{
    const auto aggregate = m_impl->bus.focus().aggregate;
    if (!aggregate || m_impl->sourceState != SourceState::Open) return;
    dropTimeline();
    loadTimeline(*aggregate);
    Q_EMIT timelineChanged();
    Q_EMIT positionChanged(position());
}

void Session::acceptTimeline(std::shared_ptr<const replay::Timeline> timeline, std::chrono::microseconds latency)
{
    m_impl->timeline = std::move(timeline);
    m_impl->latency = latency;
    m_impl->timelineState = TimelineState::Loaded;
    m_impl->announcesLater = true;
    m_impl->bus.setFocus(m_impl->bus.focus(), FocusBus::Step::Scrub);
    m_impl->announcesLater = false;
    Q_EMIT timelineChanged();
    Q_EMIT positionChanged(position());
}

void Session::failTimeline(Error error)
{
    m_impl->timelineError = std::move(error);
    m_impl->timelineState = TimelineState::Failed;
    Q_EMIT timelineChanged();
}

Focus Session::resolved(Focus focus) const
{
    const auto& timeline = m_impl->timeline;
    if (!timeline || !focus.aggregate || timeline->aggregateId() != *focus.aggregate) return focus;
    if (focus.event) {
        const auto index = timeline->indexOf(*focus.event);
        focus.position = index ? *index + 1 : timeline->size();
        focus.event.reset();
    }
    focus.position = std::min(focus.position.value_or(timeline->size()), timeline->size());
    return focus;
}

void Session::onFocusChanged(const Focus& focus, const Focus& before)
{
    if (focus.field != before.field) Q_EMIT fieldChanged(focus.field);
    if (focus.aggregate != before.aggregate) {
        dropTimeline();
        if (focus.aggregate && m_impl->sourceState == SourceState::Open && m_impl->loader) loadTimeline(*focus.aggregate);
        Q_EMIT timelineChanged();
        Q_EMIT positionChanged(position());
    } else if (focus.position != before.position && !m_impl->announcesLater) {
        Q_EMIT positionChanged(position());
    }
}

replay::Position Session::position() const
{
    if (!m_impl->timeline) return 0;
    return std::min(m_impl->bus.focus().position.value_or(m_impl->timeline->size()), m_impl->timeline->size());
}

void Session::setZone(format::Zone zone)
{
    if (zone == m_impl->zone) return;
    m_impl->zone = zone;
    Q_EMIT zoneChanged(zone);
}

void Session::cancelTask(RequestNumber request)
{
    for (Worker* worker : m_impl->workers())
        if (worker != nullptr) worker->cancel(request);
}

Session::SourceState Session::sourceState() const
{
    return m_impl->sourceState;
}
const std::optional<Error>& Session::sourceError() const
{
    return m_impl->sourceError;
}
const QString& Session::source() const
{
    return m_impl->source;
}
const std::optional<store::SourceInfo>& Session::info() const
{
    return m_impl->info;
}
const std::vector<Tenant>& Session::tenants() const
{
    return m_impl->tenants;
}
const std::optional<Tenant>& Session::tenant() const
{
    return m_impl->tenant;
}
const std::shared_ptr<const catalog::Catalog>& Session::catalog() const
{
    return m_impl->catalog;
}
format::Zone Session::zone() const
{
    return m_impl->zone;
}
FocusBus& Session::focusBus()
{
    return m_impl->bus;
}
Session::TimelineState Session::timelineState() const
{
    return m_impl->timelineState;
}
RequestNumber Session::timelineRequest() const
{
    return m_impl->timelineState == TimelineState::Loading ? m_impl->loading : 0;
}
const std::optional<Error>& Session::timelineError() const
{
    return m_impl->timelineError;
}
const std::shared_ptr<const replay::Timeline>& Session::timeline() const
{
    return m_impl->timeline;
}
std::chrono::microseconds Session::timelineLatency() const
{
    return m_impl->latency;
}

Worker& Session::interactive()
{
    Q_ASSERT(m_impl->interactive);
    return *m_impl->interactive;
}

Worker& Session::background()
{
    Q_ASSERT(m_impl->background);
    return *m_impl->background;
}

Worker& Session::search()
{
    Q_ASSERT(m_impl->search);
    return *m_impl->search;
}

Worker& Session::longWork()
{
    Q_ASSERT(m_impl->longWork);
    return *m_impl->longWork;
}

}  // namespace vci::ui
