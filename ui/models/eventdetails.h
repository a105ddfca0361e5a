// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/catalog/catalog.h"
#include "core/model/event.h"
#include "core/replay/timeline.h"
#include "ui/format/text.h"

#include <QString>

#include <cstddef>
#include <optional>

namespace vci::ui {

/// The event that an event names as its cause, as far as it could be found.
struct EventCause {
    enum class Place {
        Here,       ///< an event of the same aggregate: index is set
        Elsewhere,  ///< an event of another aggregate: aggregate is set
        Missing,    ///< no event of the tenant: an orphan
    };
    EventId id;
    Place place;
    std::optional<std::size_t> index = {};
    std::optional<Sequence> sequence = {};  ///< for Here
    std::optional<AggregateId> aggregate = {};
    QString name = {};  ///< for Elsewhere: PaymentFailed · Transaction 55e0a9b1
};

/// What a row of the events table shows beyond the timeline's own knowledge: made from the payload, off the GUI thread.
struct EventDetails {
    std::size_t index;  ///< in the timeline
    QString summary;    ///< one line, plain text
    std::optional<EventCause> cause;
    std::optional<CorrelationId> correlation;
    bool gone = false;    ///< the source does not hold the event any more
    bool failed = false;  ///< reading failed: summary says why
};

/// One line on a payload: the type's template filled in, else its scalars. Control and bidi characters show as tokens.
[[nodiscard]] QString eventSummary(const Event& event, const catalog::Catalog& catalog);

/// The event's time on one line: by zone, or the source's own text where no calendar holds it.
[[nodiscard]] QString eventTimeText(const replay::Timeline& timeline, std::size_t index, format::Zone zone);

/// Several lines for a tool tip, kept plain: Qt would take some data for markup.
[[nodiscard]] QString plainTip(const QString& text);

}  // namespace vci::ui
