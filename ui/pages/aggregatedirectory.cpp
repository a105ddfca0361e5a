// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/pages/aggregatedirectory.h"

#include "ui/state/session.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace vci::ui {

namespace {

constexpr std::size_t kReadRows = 2000;
constexpr std::size_t kPagesPerTask = 5;  // a search that someone waits for comes in between

std::uint32_t typeIndex(Directory& directory, const std::string& type)
{
    const auto found = std::find(directory.types.begin(), directory.types.end(), type);
    if (found != directory.types.end()) return static_cast<std::uint32_t>(found - directory.types.begin());
    directory.types.push_back(type);
    return static_cast<std::uint32_t>(directory.types.size() - 1);
}

}  // namespace

std::vector<std::uint32_t> directoryOrder(const Directory& directory, const store::AggregateQuery& query)
{
    const auto& entries = directory.entries;
    std::vector<std::uint32_t> order;
    order.reserve(entries.size());
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const std::string& type = directory.types[entries[i].type];
        const bool wanted = query.types.empty() || std::find(query.types.begin(), query.types.end(), type) != query.types.end();
        if (wanted) order.push_back(static_cast<std::uint32_t>(i));
    }
    std::sort(order.begin(), order.end(), [&](std::uint32_t left, std::uint32_t right) {
        const auto& a = entries[left];
        const auto& b = entries[right];
        if (query.sort == store::AggregateSort::LastActivity && a.last != b.last) return a.last > b.last;
        if (query.sort == store::AggregateSort::EventCount && a.events != b.events) return a.events > b.events;
        return a.id < b.id;
    });
    return order;
}

/// How far the reading is. Handed from task to task.
struct AggregateDirectory::Reading {
    Directory directory;
    std::optional<store::Cursor> next;
    std::size_t published = 0;
    bool complete = false;
};

/// What a task publishes.
struct AggregateDirectory::View {
    std::shared_ptr<const Directory> directory;  // null where it was not worth it yet
    std::vector<std::uint32_t> order;
    std::size_t read = 0;
    bool complete = false;
};

AggregateDirectory::AggregateDirectory(Session& session, AggregatesModel& model, QObject* parent)
    : QObject(parent)
    , m_session(session)
    , m_model(model)
{
    connect(&m_model, &AggregatesModel::rangeShown, this, [this] {
        if (m_shown) fillVisible();
    });
}

AggregateDirectory::~AggregateDirectory() = default;

void AggregateDirectory::start(const store::AggregateQuery& query, std::optional<qint64> expected)
{
    m_query = query;
    m_expected = expected;
    m_shown = true;
    if (!m_epoch) m_epoch = std::make_unique<QObject>();
    if (m_directory)
        sortAgain();
    else
        m_model.setList(0);
    if (!m_complete && m_reading == 0) readOn();
}

void AggregateDirectory::stop()
{
    m_shown = false;
    m_sorting.reset();
}

void AggregateDirectory::forget()
{
    stop();
    m_epoch.reset();
    m_state.reset();
    m_directory.reset();
    m_order.clear();
    m_reading = 0;
    m_read = 0;
    m_complete = false;
}

void AggregateDirectory::cancelReading()
{
    if (m_reading != 0) m_session.search().cancel(m_reading);
}

void AggregateDirectory::readOn()
{
    if (!m_state) m_state = std::make_shared<Reading>();
    m_reading = m_session.search().run<View>(
        tr("Reading the list of aggregates"),
        [state = m_state, query = m_query, expected = m_expected.value_or(-1)](TaskContext& task) -> Result<View> {
            Directory& directory = state->directory;
            for (std::size_t i = 0; i < kPagesPerTask && !state->complete; ++i) {
                if (task.stop.stop_requested()) return cancelled();
                VCI_TRY(auto page,
                        task.reader.aggregates({{}, store::AggregateSort::Id}, {state->next, kReadRows, 0}, task.stop));
                for (const auto& row : page.rows)
                    directory.entries.push_back({row.id, typeIndex(directory, row.type), row.events, row.last.at});
                state->next = page.next;
                state->complete = !page.next.has_value();
                task.progress(static_cast<std::int64_t>(directory.entries.size()), expected);
            }
            const std::size_t read = directory.entries.size();
            // Publishing costs a copy and a sort: doing it each time the number has doubled keeps the sum linear.
            if (!state->complete && read < state->published * 2) return View{nullptr, {}, read, false};
            state->published = read;
            auto published = state->complete ? std::make_shared<const Directory>(std::move(directory))
                                             : std::make_shared<const Directory>(directory);
            auto order = directoryOrder(*published, query);
            return View{std::move(published), std::move(order), read, state->complete};
        },
        m_epoch.get(),
        [this, query = m_query](Result<View> view) {
            if (!view.ok()) {
                m_reading = 0;
                if (!view.error().isCancelled())
                    Q_EMIT failed(view.error());
                else
                    Q_EMIT changed();
                return;
            }
            accept(std::move(view).value(), query);
        });
}

void AggregateDirectory::accept(View view, const store::AggregateQuery& query)
{
    m_read = static_cast<qint64>(view.read);
    m_complete = view.complete;
    // Between two parts it is still reading: who asks while the rows change must not take a part for the whole.
    if (m_complete) m_reading = 0;
    if (m_complete) m_state.reset();
    if (view.directory) {
        m_directory = view.directory;
        const bool sameQuery = query.types == m_query.types && query.sort == m_query.sort;
        if (m_shown && sameQuery)
            show(std::move(view));
        else if (m_shown)
            sortAgain();
    }
    if (!m_complete) readOn();
    Q_EMIT changed();
}

void AggregateDirectory::sortAgain()
{
    m_sorting = std::make_unique<QObject>();
    m_session.background().run<View>(
        tr("Sorting"),
        [directory = m_directory, query = m_query](TaskContext&) -> Result<View> {
            return View{directory, directoryOrder(*directory, query), directory->entries.size(), false};
        },
        m_sorting.get(),
        [this](Result<View> view) {
            if (!view.ok() || !m_shown) return;
            show(std::move(view).value());
            Q_EMIT changed();
        });
}

void AggregateDirectory::show(View view)
{
    m_directory = std::move(view.directory);
    m_order = std::move(view.order);
    m_typeNames.clear();
    m_families.clear();
    for (const std::string& type : m_directory->types) {
        const auto* known = m_session.catalog()->findAggregateType(type);
        m_typeNames.push_back(format::plain(type));
        m_families.push_back(known != nullptr ? QString::fromStdString(known->family) : QString());
    }
    m_model.setList(static_cast<qint64>(m_order.size()));
    fillVisible();
}

void AggregateDirectory::fillVisible()
{
    for (const qint64 begin : m_model.missingPages(m_model.shownBegin(), std::max<qint64>(m_model.shownEnd(), 1))) {
        std::vector<AggregateItem> items;
        const qint64 end = std::min(begin + AggregatesModel::kPageRows, static_cast<qint64>(m_order.size()));
        for (qint64 position = begin; position < end; ++position) {
            const auto& entry = m_directory->entries[m_order[static_cast<std::size_t>(position)]];
            items.push_back(
                {entry.id, m_typeNames[entry.type], m_families[entry.type], entry.events, RecordedTime{entry.last}, {}, {}, {}});
        }
        m_model.setPage(begin, std::move(items));
    }
}

}  // namespace vci::ui
