// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/catalog/catalog.h"
#include "core/store/query.h"
#include "ui/bridge/worker.h"
#include "ui/models/aggregatesmodel.h"

#include <QObject>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace vci::ui {

class Session;

/// Every aggregate of a source in compact form. Immutable once shared.
struct Directory {
    struct Entry {
        AggregateId id;
        std::uint32_t type;  ///< index into types
        std::int64_t events;
        Timestamp last;
    };
    std::vector<Entry> entries;
    std::vector<std::string> types;
};

/// Indices into directory.entries in the query's order, of its types only. O(n log n); any thread.
[[nodiscard]] std::vector<std::uint32_t> directoryOrder(const Directory& directory, const store::AggregateQuery& query);

/// Fills an AggregatesModel from a source that cannot sort (stock PostgreSQL): reads the directory page by page, shows what is
/// there so far in the wished order, and sorts in memory, both on workers. GUI thread.
class AggregateDirectory : public QObject {
    Q_OBJECT

public:
    AggregateDirectory(Session& session, AggregatesModel& model, QObject* parent = nullptr);
    ~AggregateDirectory() override;

    /// Shows the query's list; reads the directory where that has not been done yet.
    void start(const store::AggregateQuery& query, std::optional<qint64> expected);
    /// Shows nothing more, keeps what was read.
    void stop();
    /// Another source.
    void forget();
    /// Ends the reading; the list stays as far as it is. start() goes on where it ended.
    void cancelReading();

    [[nodiscard]] bool isReading() const { return m_reading != 0; }
    [[nodiscard]] bool isComplete() const { return m_complete; }
    [[nodiscard]] qint64 aggregatesRead() const { return m_read; }

Q_SIGNALS:
    /// More was read, or the list was sorted anew.
    void changed();
    void failed(const vci::Error& error);

private:
    struct Reading;
    struct View;
    void readOn();
    void accept(View view, const store::AggregateQuery& query);
    void show(View view);
    void sortAgain();
    void fillVisible();

    Session& m_session;
    AggregatesModel& m_model;
    store::AggregateQuery m_query;
    std::optional<qint64> m_expected;
    std::shared_ptr<Reading> m_state;  // touched by one task at a time
    std::shared_ptr<const Directory> m_directory;
    std::vector<std::uint32_t> m_order;
    std::vector<QString> m_typeNames, m_families;  // by index into Directory::types
    std::unique_ptr<QObject> m_epoch;
    std::unique_ptr<QObject> m_sorting;
    RequestNumber m_reading = 0;
    qint64 m_read = 0;
    bool m_complete = false;
    bool m_shown = false;
};

}  // namespace vci::ui
