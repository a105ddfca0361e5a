// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/pages/aggregatesfeed.h"

#include "ui/state/session.h"

#include <algorithm>
#include <utility>

namespace vci::ui {

namespace {

constexpr std::size_t kMaxHits = 200;

QString matchText(const store::FindHit& hit)
{
    const QString number = hit.sequence ? format::count(hit.sequence->value()) : QString();
    switch (hit.kind) {
    case store::FindHit::Kind::Aggregate:
        return AggregatesFeed::tr("aggregate id");
    case store::FindHit::Kind::Event:
        return AggregatesFeed::tr("event #%1").arg(number);
    case store::FindHit::Kind::Correlation:
        return AggregatesFeed::tr("correlation");
    case store::FindHit::Kind::Payload:
        return AggregatesFeed::tr("in event #%1").arg(number);
    }
    return {};
}

AggregateItem itemOf(const store::FindHit& hit, const catalog::Catalog& catalog)
{
    const catalog::AggregateType* type = catalog.findAggregateType(hit.aggregateType);
    const QString family = type != nullptr ? QString::fromStdString(type->family) : QString();
    return {hit.aggregateId, format::plain(hit.aggregateType), family,     0, hit.at,
            matchText(hit),  format::plain(hit.excerpt),       hit.eventId};
}

}  // namespace

AggregatesFeed::AggregatesFeed(Session& session, AggregatesModel& model, QObject* parent)
    : QObject(parent)
    , m_session(session)
    , m_model(model)
    , m_pager(session, model)
    , m_directory(session, model)
    , m_previews(session, model)
{
    connect(&m_session, &Session::sourceStateChanged, this, &AggregatesFeed::onSourceState);
    connect(&m_session, &Session::zoneChanged, &m_model, &AggregatesModel::setZone);
    connect(&m_pager, &AggregatePager::failed, this, &AggregatesFeed::fail);
    connect(&m_directory, &AggregateDirectory::failed, this, &AggregatesFeed::fail);
    connect(&m_pager, &AggregatePager::started, this, [this] {
        m_listed = true;
        Q_EMIT changed();
    });
    connect(&m_directory, &AggregateDirectory::changed, this, [this] {
        m_listed = m_directory.aggregatesRead() > 0 || m_directory.isComplete();
        Q_EMIT changed();
    });
    connect(&m_model, &QAbstractItemModel::modelReset, this, &AggregatesFeed::changed);
    onSourceState();
}

AggregatesFeed::~AggregatesFeed() = default;

AggregatesFeed::State AggregatesFeed::state() const
{
    using Source = Session::SourceState;
    if (m_session.sourceState() == Source::Opening) return State::Loading;
    if (m_error) return m_error->code == ErrorCode::NotPermitted ? State::NotPermitted : State::Failed;
    if (m_session.sourceState() != Source::Open) return State::NotConnected;
    if (!m_session.tenant()) return State::NoEvents;
    if (m_searching != 0) return State::Loading;
    if (m_model.size() > 0) return State::Listed;
    if (!m_findText.isEmpty()) return State::NothingMatches;
    if (!m_listed || m_directory.isReading()) return State::Loading;
    return m_chosen.isEmpty() ? State::NoEvents : State::NothingMatches;
}

std::optional<qint64> AggregatesFeed::total() const
{
    if (!m_counted) return m_directory.isComplete() ? std::optional(m_directory.aggregatesRead()) : std::nullopt;
    qint64 sum = 0;
    for (const auto& type : m_types) sum += type.count;
    return sum;
}

std::optional<qint64> AggregatesFeed::chosenTotal() const
{
    if (m_chosen.isEmpty()) return total();
    if (!m_counted) return std::nullopt;
    qint64 sum = 0;
    for (const auto& type : m_types)
        if (m_chosen.contains(QString::fromStdString(type.type))) sum += type.count;
    return sum;
}

void AggregatesFeed::onSourceState()
{
    m_pager.stop();
    m_directory.forget();
    m_epoch.reset();
    m_query.reset();
    m_searching = 0;
    m_types.clear();
    m_counted = m_listed = false;
    m_chosen.clear();
    m_findText.clear();
    m_error = m_session.sourceError();
    m_model.clear();
    Q_EMIT typesChanged();
    Q_EMIT changed();
    if (m_session.sourceState() != Session::SourceState::Open || !m_session.tenant()) return;
    m_epoch = std::make_unique<QObject>();
    list();
    countTypes();
}

void AggregatesFeed::countTypes()
{
    m_session.background().run<std::vector<store::TypeCount>>(
        tr("Counting aggregates"), [](TaskContext& task) { return task.reader.aggregateTypes(task.stop); }, m_epoch.get(),
        [this](Result<std::vector<store::TypeCount>> counts) {
            if (!counts.ok()) return;  // the list itself tells what is wrong, and grows as it is scrolled
            m_types = std::move(counts).value();
            m_counted = true;
            Q_EMIT typesChanged();
            if (const auto length = chosenTotal(); length && m_pager.isRunning()) m_pager.setTotal(*length);
            Q_EMIT changed();
        });
}

void AggregatesFeed::list()
{
    store::AggregateQuery query;
    for (const QString& type : m_chosen) query.types.push_back(type.toStdString());
    query.sort = m_sort;
    m_listed = false;
    m_error.reset();
    if (m_session.info()->sortsAggregates || m_sort == store::AggregateSort::Id) {
        m_directory.stop();
        m_pager.start(query, chosenTotal());
    } else {
        m_pager.stop();
        m_directory.start(query, total());
    }
    Q_EMIT changed();
}

void AggregatesFeed::setChosenTypes(const QStringList& types)
{
    if (types == m_chosen) return;
    m_chosen = types;
    cancelSearch();
    if (m_epoch) list();
}

void AggregatesFeed::setSort(store::AggregateSort sort)
{
    if (sort == m_sort) return;
    m_sort = sort;
    cancelSearch();
    if (m_epoch) list();
}

void AggregatesFeed::fail(const Error& error)
{
    m_error = error;
    Q_EMIT changed();
}

void AggregatesFeed::retry()
{
    if (!m_epoch) return;
    list();
    if (!m_counted) countTypes();
}

void AggregatesFeed::cancelReading()
{
    m_directory.cancelReading();
    if (m_searching != 0) clearFind();
}

void AggregatesFeed::resumeReading()
{
    if (m_epoch) list();
}

void AggregatesFeed::cancelSearch()
{
    if (m_searching != 0 && m_session.sourceState() == Session::SourceState::Open) m_session.search().cancel(m_searching);
    m_searching = 0;
    m_query.reset();
    m_findText.clear();
    m_hits = 0;
}

void AggregatesFeed::find(const QString& text)
{
    if (!m_epoch) return;
    cancelSearch();
    m_error.reset();
    m_pager.stop();
    m_directory.stop();
    m_findText = text;
    m_query = std::make_unique<QObject>();
    using Hits = std::vector<AggregateItem>;
    m_searching = m_session.search().run<Hits>(
        tr("Searching"),
        [text = text.toStdString(), catalog = m_session.catalog()](TaskContext& task) -> Result<Hits> {
            const auto told = [&task](std::int64_t rows) { task.progress(rows, -1); };
            VCI_TRY(auto hits, task.reader.find({text, kMaxHits}, told, task.stop));
            Hits items;
            for (const auto& hit : hits) items.push_back(itemOf(hit, *catalog));
            return items;
        },
        m_query.get(),
        [this](Result<Hits> hits) {
            m_searching = 0;
            if (hits.ok()) return acceptHits(std::move(hits).value(), kMaxHits);
            if (hits.error().isCancelled()) return clearFind();
            fail(hits.error());
        });
    Q_EMIT changed();
}

void AggregatesFeed::acceptHits(std::vector<AggregateItem> hits, std::size_t limit)
{
    m_hits = static_cast<qint64>(hits.size());
    m_moreHits = hits.size() >= limit;
    m_model.setList(m_hits);
    if (m_hits > 0) m_model.setPage(0, std::move(hits));
    Q_EMIT changed();
    if (m_hits > 0) Q_EMIT hitsReady();
}

void AggregatesFeed::clearFind()
{
    const bool showedHits = !m_findText.isEmpty();
    cancelSearch();
    // The find box is also emptied because the source goes, and the next one lists anew.
    if (showedHits && m_epoch && m_session.sourceState() == Session::SourceState::Open) list();
    Q_EMIT changed();
}

}  // namespace vci::ui
