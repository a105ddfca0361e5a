// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/state/verification.h"

#include "ui/state/session.h"

#include <mutex>
#include <utility>

namespace vci::ui {

/// What the worker's thread told last.
struct Verification::ToldPace {
    std::mutex mutex;
    std::optional<verify::Pace> pace;  // guarded by mutex
};

Verification::Verification(Session& session, IntegrityServices services, QObject* parent)
    : QObject(parent)
    , m_session(session)
    , m_services(std::move(services))
{
    connect(&m_session, &Session::sourceStateChanged, this, &Verification::forget);
    connect(&m_session, &Session::taskProgressed, this, [this](const TaskState& state) {
        if (m_request == 0 || state.request != m_request) return;
        {
            const std::lock_guard lock(m_told->mutex);
            m_pace = m_told->pace;
        }
        Q_EMIT progressed();
    });
}

bool Verification::isAvailable() const
{
    return m_services.verify && m_session.sourceState() == Session::SourceState::Open && m_session.tenant();
}

VerifyExtent Verification::extent() const
{
    const auto& info = m_session.info();
    return {m_scope, info ? info->kind : store::SourceKind::CaseFile, m_network};
}

void Verification::start(std::optional<AggregateId> aggregate, Network network)
{
    if (!isAvailable() || m_state == State::Running) return;
    m_state = State::Running;
    m_error.reset();
    m_pace.reset();
    m_told = std::make_shared<ToldPace>();
    VerifyAsk ask{m_session.source().toStdString(), m_session.tenant()->id, m_session.catalog(), {}, network};
    ask.scope.aggregate = aggregate;
    const verify::Scope scope = ask.scope;
    m_request = m_session.longWork().run<VerifiedSource>(
        tr("Verifying"),
        [verify = m_services.verify, ask = std::move(ask), told = m_told](TaskContext& task) {
            const auto tell = [&task, &told](const verify::Pace& pace) {
                {
                    const std::lock_guard lock(told->mutex);
                    told->pace = pace;
                }
                task.progress(pace.perMille / 10, 100);
            };
            return verify(ask, tell, task.stop);
        },
        this, [this, scope, network](Result<VerifiedSource> result) { accept(std::move(result), scope, network); });
    Q_EMIT changed();
}

void Verification::cancel()
{
    if (m_state == State::Running) m_session.longWork().cancel(m_request);
}

void Verification::accept(Result<VerifiedSource> result, const verify::Scope& scope, Network network)
{
    m_request = 0;
    if (result.ok()) {
        m_result = std::move(result).value();
        m_scope = scope;
        m_network = network;
        (network == Network::Ask ? m_asked : m_unasked) = m_result->report.anchors;
        m_finishedAt = QDateTime::currentDateTimeUtc();
        m_state = State::Done;
    } else {
        m_error = std::move(result).error();
        m_state = m_error->isCancelled() ? State::Cancelled : State::Failed;
    }
    Q_EMIT changed();
}

void Verification::forget()
{
    m_request = 0;
    m_state = State::NotRun;
    m_result.reset();
    m_asked.reset();
    m_unasked.reset();
    m_error.reset();
    m_scope = {};
    Q_EMIT changed();
}

std::optional<verify::Badge> Verification::badgeOf(AggregateId aggregate, EventId id, std::optional<LogIndex> pos) const
{
    if (!m_result || (m_scope.aggregate && *m_scope.aggregate != aggregate)) return std::nullopt;
    const verify::Standing& standing = m_result->report.standing;
    if (pos && pos->value() >= standing.logSize) return std::nullopt;
    return standing.of(id, pos);
}

}  // namespace vci::ui
