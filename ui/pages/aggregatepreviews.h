// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/bridge/worker.h"
#include "ui/models/aggregatesmodel.h"

#include <QObject>
#include <QTimer>

#include <memory>

namespace vci::catalog {
class Catalog;
}
namespace vci::json {
class Value;
}

namespace vci::ui {

class Session;

/// Handle and status of an aggregate of that type, from its state. Any thread.
[[nodiscard]] AggregatePreview aggregatePreview(const catalog::Catalog& catalog, const std::string& type,
                                                const json::Value& state);

/// Finds handle and status of the rows that an AggregatesModel shows, by replaying their aggregates on the background worker a
/// few at a time. Aggregates of more than kMaxEvents show "—" until they are opened. GUI thread.
class AggregatePreviews : public QObject {
    Q_OBJECT

public:
    static constexpr std::int64_t kMaxEvents = 20'000;

    AggregatePreviews(Session& session, AggregatesModel& model, QObject* parent = nullptr);
    ~AggregatePreviews() override;

private:
    void requestVisible();
    void adoptTimeline();
    void drop();

    Session& m_session;
    AggregatesModel& m_model;
    QTimer m_soon;  // scrolling asks for many ranges that nobody sees
    std::unique_ptr<QObject> m_epoch;
    RequestNumber m_inFlight = 0;
    std::vector<AggregateId> m_asked;
};

}  // namespace vci::ui
