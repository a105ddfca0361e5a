// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/state/aggregatesnapshots.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace vci::ui {

namespace {
constexpr std::size_t kPageRows = 1000;
}

AggregateSnapshots::AggregateSnapshots(Session& session, QObject* parent)
    : QObject(parent)
    , m_session(session)
{
    connect(&m_session, &Session::timelineChanged, this, &AggregateSnapshots::onTimelineChanged);
    connect(&m_session, &Session::sourceStateChanged, this, [this] { forget(State::None); });
    onTimelineChanged();
}

void AggregateSnapshots::forget(State state)
{
    ++m_question;
    m_aggregate.reset();
    m_error.reset();
    m_snapshots.clear();
    m_hasMore = false;
    m_state = state;
    Q_EMIT changed();
}

void AggregateSnapshots::onTimelineChanged()
{
    const auto& timeline = m_session.timeline();
    if (!timeline) {
        if (m_state != State::None) forget(State::None);
    } else if (m_aggregate != timeline->aggregateId()) {
        reload();
    }
}

void AggregateSnapshots::reload()
{
    const auto& timeline = m_session.timeline();
    if (!timeline || m_session.sourceState() != Session::SourceState::Open) return;
    forget(State::Loading);
    m_aggregate = timeline->aggregateId();
    m_request = m_session.background().run<Read>(
        tr("Reading snapshots"), [aggregate = *m_aggregate](TaskContext& task) { return read(task, aggregate); }, this,
        [this, question = m_question](Result<Read> result) {
            if (question != m_question) return;
            m_state = result.ok() ? State::Loaded : State::Failed;
            if (result.ok()) {
                m_snapshots = std::move(result.value().snapshots);
                m_hasMore = result.value().hasMore;
            } else {
                m_error = std::move(result).error();
            }
            Q_EMIT changed();
        });
}

void AggregateSnapshots::cancel()
{
    if (m_state == State::Loading && m_session.sourceState() == Session::SourceState::Open)
        m_session.background().cancel(m_request);
}

Result<AggregateSnapshots::Read> AggregateSnapshots::read(TaskContext& task, AggregateId aggregate)
{
    Read all;
    store::SnapshotReader* const reader = task.reader.snapshots();
    if (reader == nullptr) return all;
    store::PageRequest request;
    request.limitRows = kPageRows;
    do {
        VCI_TRY(store::SnapshotPage page, reader->list({aggregate}, request, task.stop));
        std::move(page.rows.begin(), page.rows.end(), std::back_inserter(all.snapshots));
        task.progress(std::ssize(all.snapshots), -1);
        request.after = page.next;
        all.hasMore = page.next.has_value();
    } while (request.after && all.snapshots.size() < kMaxRows);
    return all;
}

}  // namespace vci::ui
