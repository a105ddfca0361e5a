// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/store/snapshots.h"
#include "ui/state/session.h"

#include <QObject>

#include <cstdint>
#include <optional>
#include <vector>

namespace vci::ui {

/// The snapshots of the aggregate in focus: read when its timeline is there, on the worker for reads that take a moment. What
/// the chart marks and the list shows is this. GUI thread.
class AggregateSnapshots : public QObject {
    Q_OBJECT

public:
    enum class State { None, Loading, Loaded, Failed };
    static constexpr std::size_t kMaxRows = 100'000;

    explicit AggregateSnapshots(Session& session, QObject* parent = nullptr);

    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] const std::optional<Error>& error() const { return m_error; }
    /// By last sequence, without their states; at most kMaxRows.
    [[nodiscard]] const std::vector<store::Snapshot>& snapshots() const { return m_snapshots; }
    [[nodiscard]] bool hasMore() const { return m_hasMore; }
    /// Reads again: one was made.
    void reload();
    void cancel();

Q_SIGNALS:
    void changed();

private:
    struct Read {
        std::vector<store::Snapshot> snapshots;
        bool hasMore = false;
    };
    static Result<Read> read(TaskContext& task, AggregateId aggregate);
    void onTimelineChanged();
    void forget(State state);

    Session& m_session;
    State m_state = State::None;
    std::optional<AggregateId> m_aggregate;
    std::optional<Error> m_error;
    std::vector<store::Snapshot> m_snapshots;
    bool m_hasMore = false;
    RequestNumber m_request = 0;
    std::uint64_t m_question = 0;  ///< counts what was asked; older answers are dropped
};

}  // namespace vci::ui
