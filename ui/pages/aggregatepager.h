// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/catalog/catalog.h"
#include "core/store/query.h"
#include "ui/bridge/worker.h"
#include "ui/models/aggregatesmodel.h"

#include <QObject>

#include <map>
#include <memory>
#include <optional>

namespace vci::ui {

class Session;

/// A row of the source as the list shows it. Any thread.
[[nodiscard]] AggregateItem aggregateItem(const store::AggregateRow& row, const catalog::Catalog& catalog);

/// Fills an AggregatesModel from a source that sorts (SourceInfo::sortsAggregates): pages by position, each read when it
/// becomes visible, from the nearest known cursor on. One request at a time, always for what is visible now. GUI thread.
class AggregatePager : public QObject {
    Q_OBJECT

public:
    AggregatePager(Session& session, AggregatesModel& model, QObject* parent = nullptr);
    ~AggregatePager() override;

    /// Shows the query's list from its start. total: the length of the list where it is known.
    void start(store::AggregateQuery query, std::optional<qint64> total);
    void stop();
    /// The length becomes known after the first page.
    void setTotal(qint64 total);
    [[nodiscard]] bool isRunning() const { return m_epoch != nullptr; }

Q_SIGNALS:
    /// The first page is there (it may be empty).
    void started();
    void failed(const vci::Error& error);

private:
    void requestVisible();
    void request(qint64 begin);
    void accept(qint64 begin, store::AggregatePage page, std::vector<AggregateItem> items);

    Session& m_session;
    AggregatesModel& m_model;
    store::AggregateQuery m_query;
    std::optional<qint64> m_total;
    std::map<qint64, store::Cursor> m_cursors;  // position → cursor that stands before it
    std::unique_ptr<QObject> m_epoch;           // answers to an older list die with it
    RequestNumber m_inFlight = 0;
    bool m_begun = false;
    bool m_mayGrow = false;
};

}  // namespace vci::ui
