// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/bridge/integrityservices.h"
#include "ui/bridge/worker.h"

#include <QDateTime>
#include <QObject>

#include <memory>
#include <optional>
#include <vector>

namespace vci::ui {

class Session;

/// What is known of the integrity of the tenant in use: nothing at first and after every change of source or tenant, then what
/// the last verification said. GUI thread.
class Verification : public QObject {
    Q_OBJECT

public:
    enum class State { NotRun, Running, Done, Failed, Cancelled };

    /// session must outlive it.
    Verification(Session& session, IntegrityServices services, QObject* parent = nullptr);

    [[nodiscard]] State state() const { return m_state; }
    /// Whether the session's source can be verified now.
    [[nodiscard]] bool isAvailable() const;
    /// Requires isAvailable(). aggregate: only its events; the log is checked as a whole all the same.
    void start(std::optional<AggregateId> aggregate = {}, Network network = Network::Ask);
    void cancel();

    /// Of the last one that came to an end; it stands until another does.
    [[nodiscard]] const std::optional<VerifiedSource>& result() const { return m_result; }
    [[nodiscard]] const verify::Scope& scope() const { return m_scope; }
    [[nodiscard]] Network network() const { return m_network; }  ///< of result()
    [[nodiscard]] VerifyExtent extent() const;                   ///< of result()
    /// Every anchor as the last run with or without the network found it; null where there was none.
    [[nodiscard]] const std::vector<verify::CheckedAnchor>* anchors(Network network) const
    {
        const auto& known = network == Network::Ask ? m_asked : m_unasked;
        return known ? &*known : nullptr;
    }
    [[nodiscard]] const IntegrityServices& services() const { return m_services; }
    [[nodiscard]] const QDateTime& finishedAt() const { return m_finishedAt; }
    [[nodiscard]] const std::optional<Error>& error() const { return m_error; }
    /// How far the running one is; nothing until it told.
    [[nodiscard]] const std::optional<verify::Pace>& pace() const { return m_pace; }

    /// Nothing where the last result does not speak of the event: it is out of its scope, or came after it.
    [[nodiscard]] std::optional<verify::Badge> badgeOf(AggregateId aggregate, EventId id, std::optional<LogIndex> pos) const;

Q_SIGNALS:
    void changed();
    void progressed();

private:
    struct ToldPace;

    void forget();
    void accept(Result<VerifiedSource> result, const verify::Scope& scope, Network network);

    Session& m_session;
    IntegrityServices m_services;
    State m_state = State::NotRun;
    RequestNumber m_request = 0;
    std::shared_ptr<ToldPace> m_told;  ///< of the running one
    std::optional<VerifiedSource> m_result;
    std::optional<std::vector<verify::CheckedAnchor>> m_asked;
    std::optional<std::vector<verify::CheckedAnchor>> m_unasked;
    verify::Scope m_scope;
    Network m_network = Network::Ask;
    QDateTime m_finishedAt;
    std::optional<Error> m_error;
    std::optional<verify::Pace> m_pace;
};

}  // namespace vci::ui
