// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/store/query.h"
#include "ui/models/aggregatesmodel.h"
#include "ui/pages/aggregatedirectory.h"
#include "ui/pages/aggregatepager.h"
#include "ui/pages/aggregatepreviews.h"

#include <QObject>
#include <QStringList>

#include <memory>
#include <optional>
#include <vector>

namespace vci::ui {

class Session;

/// What the aggregates panel shows and why: the list by facets and order, or the hits of a search. Reads through the session's
/// workers and fills the model. GUI thread.
class AggregatesFeed : public QObject {
    Q_OBJECT

public:
    enum class State {
        NotConnected,
        NotPermitted,  ///< error()
        Failed,        ///< error()
        Loading,
        NoEvents,        ///< the source holds nothing
        NothingMatches,  ///< the search or the facets leave nothing
        Listed,
    };

    AggregatesFeed(Session& session, AggregatesModel& model, QObject* parent = nullptr);
    ~AggregatesFeed() override;

    [[nodiscard]] State state() const;
    [[nodiscard]] const std::optional<Error>& error() const { return m_error; }

    /// Facets with their counts, by count descending; empty until counted.
    [[nodiscard]] const std::vector<store::TypeCount>& types() const { return m_types; }
    [[nodiscard]] const QStringList& chosenTypes() const { return m_chosen; }
    void setChosenTypes(const QStringList& types);
    [[nodiscard]] store::AggregateSort sort() const { return m_sort; }
    void setSort(store::AggregateSort sort);
    /// Aggregates of all types, where counted.
    [[nodiscard]] std::optional<qint64> total() const;

    /// Looks for an id, a correlation or a phone number; the hits replace the list until clearFind().
    void find(const QString& text);
    void clearFind();
    [[nodiscard]] const QString& findText() const { return m_findText; }
    [[nodiscard]] bool isSearching() const { return m_searching != 0; }
    [[nodiscard]] qint64 hitCount() const { return m_hits; }
    [[nodiscard]] bool moreHits() const { return m_moreHits; }

    /// Of a source whose list must be read before it can be sorted.
    [[nodiscard]] const AggregateDirectory& directory() const { return m_directory; }
    void cancelReading();
    void resumeReading();
    /// After Failed.
    void retry();

Q_SIGNALS:
    void changed();
    void typesChanged();
    /// The search ended and found something.
    void hitsReady();

private:
    void onSourceState();
    void countTypes();
    void list();
    void fail(const Error& error);
    void acceptHits(std::vector<AggregateItem> hits, std::size_t limit);
    void cancelSearch();
    [[nodiscard]] std::optional<qint64> chosenTotal() const;

    Session& m_session;
    AggregatesModel& m_model;
    AggregatePager m_pager;
    AggregateDirectory m_directory;
    AggregatePreviews m_previews;
    std::unique_ptr<QObject> m_epoch;  // of the source
    std::unique_ptr<QObject> m_query;  // of the search
    std::vector<store::TypeCount> m_types;
    QStringList m_chosen;
    store::AggregateSort m_sort = store::AggregateSort::LastActivity;
    std::optional<Error> m_error;
    QString m_findText;
    RequestNumber m_searching = 0;
    qint64 m_hits = 0;
    bool m_moreHits = false;
    bool m_counted = false;
    bool m_listed = false;
};

}  // namespace vci::ui
