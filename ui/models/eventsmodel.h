// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/catalog/catalog.h"
#include "core/replay/timeline.h"
#include "core/verify/report.h"
#include "ui/format/text.h"
#include "ui/models/eventdetails.h"
#include "ui/models/windowedmodel.h"

#include <QCache>
#include <QSet>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace vci::ui {

/// The events of one timeline in replay order, one a row. Sequence, time and type come from the timeline; summary and cause
/// need the payload and are Missing until someone answers detailsWanted() with addDetails(). data() never waits. GUI thread.
class EventsModel : public WindowedModel {
    Q_OBJECT

public:
    enum Columns { SequenceColumn, TimeColumn, EventColumn, SummaryColumn, CauseColumn, FlagsColumn, ProofColumn, ColumnCount };
    enum Roles {
        SortRole = Qt::UserRole,  ///< raw: sequence, microseconds, type, summary, cause's sequence or id, flag bits
        FamilyRole,               ///< QString; empty for a type that the catalogue does not know
        FutureRole,               ///< bool: after the playhead
        CellStateRole,            ///< int of CellState
        CausePlaceRole,           ///< int of EventCause::Place; invalid without a cause
        BadgeRole,                ///< int of verify::Badge; invalid where none is known
    };
    enum class CellState { Missing, Loading, Loaded, Failed };

    explicit EventsModel(QObject* parent = nullptr);

    /// Another list, or none. catalog is needed where timeline is.
    void setTimeline(std::shared_ptr<const replay::Timeline> timeline, std::shared_ptr<const catalog::Catalog> catalog);
    /// Events [position, size) are the future.
    void setPosition(replay::Position position);
    void setZone(format::Zone zone);
    using BadgeOf = std::function<std::optional<verify::Badge>(const replay::Timeline& timeline, std::size_t event)>;
    /// Since when it provably exists, in words; empty where nothing is known of that.
    using ProofOf = std::function<QString(const replay::Timeline& timeline, std::size_t event)>;
    /// What verification says of an event; empty functions where nothing was verified.
    void setBadges(BadgeOf badgeOf, ProofOf proofOf);
    [[nodiscard]] const std::shared_ptr<const replay::Timeline>& timeline() const { return m_timeline; }

    /// Marks what is Missing among [begin, end) as Loading and returns it, for a request.
    [[nodiscard]] std::vector<std::size_t> claimMissing(qint64 begin, qint64 end);
    /// The answer to a claim.
    void addDetails(const std::vector<EventDetails>& details);
    /// A claim that was cancelled: its rows are Missing again.
    void release(const std::vector<std::size_t>& indices);
    /// Null where they are not loaded (or not any more: about 2,000 are kept).
    [[nodiscard]] const EventDetails* details(qint64 position) const;

    /// The row as text, tab-separated, full values: for the clipboard. Requires position < size().
    [[nodiscard]] QString rowText(qint64 position) const;

    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void showRange(qint64 begin, qint64 end) override;

Q_SIGNALS:
    /// Positions [begin, end) came into view: claim what is missing there.
    void detailsWanted(qint64 begin, qint64 end);

private:
    [[nodiscard]] QString text(std::size_t event, int column) const;
    [[nodiscard]] QString timeText(std::size_t event) const;
    [[nodiscard]] QString causeText(const EventDetails& details) const;
    [[nodiscard]] QString toolTip(std::size_t event, int column) const;
    [[nodiscard]] QString causeTip(const EventDetails& details) const;
    [[nodiscard]] QVariant sortValue(std::size_t event, int column) const;
    [[nodiscard]] QVariant accessibleText(std::size_t event, int column) const;
    [[nodiscard]] CellState cellState(std::size_t event, int column) const;
    [[nodiscard]] Flags flagsOf(std::size_t event) const;
    [[nodiscard]] QString flagNames(std::size_t event, bool sentences) const;
    [[nodiscard]] std::optional<verify::Badge> badgeOf(std::size_t event) const;
    /// The badge explained, and since when the event provably exists.
    [[nodiscard]] QString proofText(std::size_t event) const;
    void tellChanged(qint64 begin, qint64 end, const QList<int>& roles = {});

    std::shared_ptr<const replay::Timeline> m_timeline;
    std::shared_ptr<const catalog::Catalog> m_catalog;
    replay::Position m_position = 0;
    format::Zone m_zone = format::Zone::Utc;
    BadgeOf m_badgeOf;
    ProofOf m_proofOf;
    mutable QCache<std::size_t, EventDetails> m_details;  ///< least recently used go first; reading counts as use
    QSet<std::size_t> m_loading;
};

}  // namespace vci::ui
