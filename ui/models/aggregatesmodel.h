// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/timestamp.h"
#include "core/base/uuid.h"
#include "ui/format/text.h"
#include "ui/models/windowedmodel.h"

#include <cstdint>
#include <list>
#include <optional>
#include <unordered_map>
#include <utility>
#include <vector>

namespace vci::ui {

/// A row of the aggregates list as far as a directory knows it, or a hit of a search.
struct AggregateItem {
    AggregateId id;
    QString type;
    QString family;                    ///< for its colour; empty where the catalogue does not know the type
    std::int64_t events = 0;           ///< 0: not known (a hit)
    std::optional<RecordedTime> last;  ///< of the aggregate, or of the event found
    QString match;                     ///< hits: what matched, a few words; empty in the list
    QString excerpt;                   ///< hits: the matching part of a payload, or empty
    std::optional<EventId> event;      ///< hits: the event found
};

/// What only a replay knows of an aggregate.
struct AggregatePreview {
    QString handle;  ///< how people call it: a number, an amount, a name; "—" where nothing fits
    QString status;  ///< its status field, or "—"
};

/// The windowed list of aggregates or hits: one column, two lines a row (drawn by AggregateDelegate). Items come in pages and
/// previews later, in any order; what is not there yet is asked for by signals and shown as loading. data() never waits.
class AggregatesModel : public WindowedModel {
    Q_OBJECT

public:
    static constexpr qint64 kPageRows = 256;

    enum class Cell { Missing, Loading, Loaded };
    enum Roles { CellRole = Qt::UserRole, FamilyRole, HandleRole, StatusRole, KindRole, WhenRole, IdTextRole };

    using WindowedModel::WindowedModel;

    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    void showRange(qint64 begin, qint64 end) override;

    /// Another list, nothing of it loaded.
    void setList(qint64 size);
    /// The same list turns out longer.
    void extendTo(qint64 size);
    /// Items from begin, a multiple of kPageRows, on; at most kPageRows.
    void setPage(qint64 begin, std::vector<AggregateItem> items);
    /// The page was asked for (true) or the request came to nothing (false).
    void markLoading(qint64 begin, bool loading);
    void setPreviews(const std::vector<std::pair<AggregateId, AggregatePreview>>& previews);
    /// Another source: forgets previews too.
    void clear();
    void setZone(format::Zone zone);

    [[nodiscard]] std::optional<AggregateItem> itemAt(qint64 position) const;
    /// Among the loaded pages only.
    [[nodiscard]] std::optional<qint64> findLoaded(AggregateId id) const;
    /// Loaded items of [begin, end) without a preview.
    [[nodiscard]] std::vector<AggregateItem> withoutPreview(qint64 begin, qint64 end) const;
    /// Starts of pages that [begin, end) touches and that are neither loaded nor on their way.
    [[nodiscard]] std::vector<qint64> missingPages(qint64 begin, qint64 end) const;
    [[nodiscard]] qint64 shownBegin() const { return m_shownBegin; }
    [[nodiscard]] qint64 shownEnd() const { return m_shownEnd; }

Q_SIGNALS:
    /// The view shows other positions, or the same ones hold other items now.
    void rangeShown(qint64 begin, qint64 end);

private:
    struct Page {
        std::vector<AggregateItem> items;
        bool loading = false;
        std::uint64_t lastUse = 0;
    };
    struct CachedPreview {
        AggregatePreview preview;
        std::list<AggregateId>::iterator use;
    };

    [[nodiscard]] const AggregateItem* find(qint64 position) const;
    [[nodiscard]] const AggregatePreview* previewOf(AggregateId id) const;
    [[nodiscard]] QString whenText(const AggregateItem& item) const;
    [[nodiscard]] QString fullText(const AggregateItem& item) const;
    [[nodiscard]] QVariant itemData(const AggregateItem& item, int role) const;
    void evictPages();
    void tellChanged(qint64 begin, qint64 end);

    std::unordered_map<qint64, Page> m_pages;  // by page number
    std::unordered_map<AggregateId, CachedPreview> m_previews;
    std::list<AggregateId> m_previewUse;  // most recent first
    std::uint64_t m_clock = 0;
    qint64 m_shownBegin = 0;
    qint64 m_shownEnd = 0;
    format::Zone m_zone = format::Zone::Utc;
    std::optional<Timestamp> m_newest;  // rows of its day show the time only, others the date too
};

}  // namespace vci::ui
