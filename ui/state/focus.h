// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/uuid.h"
#include "core/replay/timeline.h"

#include <QObject>
#include <QString>

#include <functional>
#include <optional>
#include <vector>

namespace vci::ui {

/// Where the user stands (DESIGN 4): the same for all panes. Source and tenant are the session's.
struct Focus {
    std::optional<AggregateId> aggregate = {};
    /// An event to stand on, used while its aggregate's timeline is not loaded yet; then position says it.
    std::optional<EventId> event = {};
    /// Events applied, 0 … size. Meaningful once the timeline of `aggregate` is loaded.
    std::optional<replay::Position> position = {};
    QString field = {};  ///< JSON Pointer of the chosen field, or empty

    friend bool operator==(const Focus&, const Focus&) = default;
};

/// The one focus, and the way back. Scrubbing within an aggregate replaces the newest history entry; another aggregate, a
/// jump or a field makes a new one.
class FocusBus : public QObject {
    Q_OBJECT

public:
    enum class Step { Scrub, Jump };

    using QObject::QObject;

    [[nodiscard]] const Focus& focus() const { return m_focus; }
    void setFocus(const Focus& focus, Step step);
    /// Makes each focus definite before anyone is told: an event becomes a position where its timeline is loaded. Set by the
    /// session.
    void setResolver(std::function<Focus(Focus)> resolver) { m_resolver = std::move(resolver); }

    /// Conveniences over setFocus that keep the rest of the focus.
    void openAggregate(AggregateId aggregate);
    void openEvent(AggregateId aggregate, EventId event);
    void moveTo(replay::Position position, Step step = Step::Scrub);
    void chooseField(const QString& pointer);

    [[nodiscard]] bool canGoBack() const { return m_index > 0; }
    [[nodiscard]] bool canGoForward() const { return m_index + 1 < m_history.size(); }
    void goBack();
    void goForward();
    /// Forgets everything: another source was opened.
    void reset();

    /// Pins A and B of the current aggregate.
    enum class Pin { A, B };
    [[nodiscard]] std::optional<replay::Position> pin(Pin pin) const { return pin == Pin::A ? m_pinA : m_pinB; }
    void setPin(Pin pin, std::optional<replay::Position> position);

Q_SIGNALS:
    void focusChanged(const vci::ui::Focus& focus, const vci::ui::Focus& before);
    void historyChanged();
    void pinsChanged();

private:
    void adopt(Focus focus);

    std::function<Focus(Focus)> m_resolver;
    Focus m_focus;
    std::vector<Focus> m_history = {Focus{}};
    std::size_t m_index = 0;
    std::optional<replay::Position> m_pinA;
    std::optional<replay::Position> m_pinB;
};

}  // namespace vci::ui
