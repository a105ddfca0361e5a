// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/pages/aggregatepager.h"

#include "ui/state/session.h"

#include <algorithm>
#include <utility>

namespace vci::ui {

namespace {

constexpr qint64 kMarginRows = 64;  // read ahead while scrolling slowly

struct PageAnswer {
    store::AggregatePage page;
    std::vector<AggregateItem> items;
};

}  // namespace

AggregateItem aggregateItem(const store::AggregateRow& row, const catalog::Catalog& catalog)
{
    const catalog::AggregateType* type = catalog.findAggregateType(row.type);
    const QString family = type != nullptr ? QString::fromStdString(type->family) : QString();
    return {row.id, format::plain(row.type), family, row.events, row.last, {}, {}, {}};
}

AggregatePager::AggregatePager(Session& session, AggregatesModel& model, QObject* parent)
    : QObject(parent)
    , m_session(session)
    , m_model(model)
{
    connect(&m_model, &AggregatesModel::rangeShown, this, [this] {
        if (m_epoch) requestVisible();
    });
}

AggregatePager::~AggregatePager() = default;

void AggregatePager::start(store::AggregateQuery query, std::optional<qint64> total)
{
    stop();
    m_epoch = std::make_unique<QObject>();
    m_query = std::move(query);
    m_total = total;
    request(0);
}

void AggregatePager::stop()
{
    m_epoch.reset();
    if (m_inFlight != 0 && m_session.sourceState() == Session::SourceState::Open) m_session.interactive().cancel(m_inFlight);
    m_inFlight = 0;
    m_cursors.clear();
    m_begun = false;
    m_mayGrow = false;
}

void AggregatePager::setTotal(qint64 total)
{
    m_total = total;
    if (m_begun) m_model.extendTo(total);
}

void AggregatePager::requestVisible()
{
    if (m_inFlight != 0 || !m_begun) return;
    const qint64 begin = std::max<qint64>(0, m_model.shownBegin() - kMarginRows);
    const auto missing = m_model.missingPages(begin, m_model.shownEnd() + kMarginRows);
    if (!missing.empty()) {
        // What is visible itself before what may become visible.
        const auto visible = m_model.missingPages(m_model.shownBegin(), m_model.shownEnd());
        return request(visible.empty() ? missing.front() : visible.front());
    }
    if (!m_total && m_mayGrow && m_model.shownEnd() + kMarginRows > m_model.size()) request(m_model.size());
}

void AggregatePager::request(qint64 begin)
{
    store::PageRequest page;
    page.limitRows = static_cast<std::size_t>(AggregatesModel::kPageRows);
    qint64 from = 0;
    if (auto near = m_cursors.upper_bound(begin); near != m_cursors.begin()) {
        --near;
        from = near->first;
        page.after = near->second;
    }
    page.skipRows = static_cast<std::size_t>(begin - from);
    if (begin < m_model.size()) m_model.markLoading(begin, true);
    m_inFlight = m_session.interactive().run<PageAnswer>(
        tr("Reading aggregates"),
        [query = m_query, page, catalog = m_session.catalog()](TaskContext& task) -> Result<PageAnswer> {
            VCI_TRY(auto read, task.reader.aggregates(query, page, task.stop));
            std::vector<AggregateItem> items;
            items.reserve(read.rows.size());
            for (const auto& row : read.rows) items.push_back(aggregateItem(row, *catalog));
            return PageAnswer{std::move(read), std::move(items)};
        },
        m_epoch.get(),
        [this, begin](Result<PageAnswer> answer) {
            m_inFlight = 0;
            if (answer.ok()) return accept(begin, std::move(answer.value().page), std::move(answer.value().items));
            m_model.markLoading(begin, false);
            if (!answer.error().isCancelled()) Q_EMIT failed(answer.error());
        });
}

void AggregatePager::accept(qint64 begin, store::AggregatePage page, std::vector<AggregateItem> items)
{
    const qint64 end = begin + static_cast<qint64>(items.size());
    if (page.next) m_cursors.insert_or_assign(end, *page.next);
    const bool first = !m_begun;
    m_begun = true;
    m_mayGrow = page.next.has_value();
    // The source may have changed since it was counted: what it holds now decides where the list ends.
    if (!page.next) m_total = end;
    if (first)
        m_model.setList(std::max(end, m_total.value_or(end)));
    else
        m_model.extendTo(end);
    m_model.setPage(begin, std::move(items));
    if (first) Q_EMIT started();
    requestVisible();
}

}  // namespace vci::ui
