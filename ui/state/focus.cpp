// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/state/focus.h"

#include <utility>

namespace vci::ui {

namespace {

constexpr std::size_t kMaxHistory = 500;

}  // namespace

void FocusBus::adopt(Focus focus)
{
    const Focus before = std::exchange(m_focus, std::move(focus));
    if (before.aggregate != m_focus.aggregate && (m_pinA || m_pinB)) {
        m_pinA.reset();
        m_pinB.reset();
        Q_EMIT pinsChanged();
    }
    const Focus now = m_focus;  // a listener may move the focus on while others are still being told
    Q_EMIT focusChanged(now, before);
}

void FocusBus::setFocus(const Focus& focus, Step step)
{
    Focus next = m_resolver ? m_resolver(focus) : focus;
    if (next == m_focus) return;
    // The empty focus at the very start is no place to go back to.
    const bool replaces = step == Step::Scrub || m_history[m_index] == Focus{};
    if (replaces) {
        m_history[m_index] = next;
    } else {
        m_history.erase(m_history.begin() + static_cast<std::ptrdiff_t>(m_index) + 1, m_history.end());
        m_history.push_back(next);
        if (m_history.size() > kMaxHistory) m_history.erase(m_history.begin());
        m_index = m_history.size() - 1;
    }
    adopt(std::move(next));
    if (!replaces) Q_EMIT historyChanged();
}

void FocusBus::openAggregate(AggregateId aggregate)
{
    if (m_focus.aggregate == aggregate) return;
    Focus next = m_focus;
    next.aggregate = aggregate;
    next.event.reset();
    next.position.reset();
    setFocus(next, Step::Jump);
}

void FocusBus::openEvent(AggregateId aggregate, EventId event)
{
    Focus next = m_focus;
    next.aggregate = aggregate;
    next.event = event;
    next.position.reset();
    setFocus(next, Step::Jump);
}

void FocusBus::moveTo(replay::Position position, Step step)
{
    Focus next = m_focus;
    next.event.reset();
    next.position = position;
    setFocus(next, step);
}

void FocusBus::chooseField(const QString& pointer)
{
    Focus next = m_focus;
    next.field = pointer;
    setFocus(next, Step::Jump);
}

void FocusBus::goBack()
{
    if (!canGoBack()) return;
    --m_index;
    adopt(m_resolver ? m_resolver(m_history[m_index]) : m_history[m_index]);
    Q_EMIT historyChanged();
}

void FocusBus::goForward()
{
    if (!canGoForward()) return;
    ++m_index;
    adopt(m_resolver ? m_resolver(m_history[m_index]) : m_history[m_index]);
    Q_EMIT historyChanged();
}

void FocusBus::reset()
{
    m_history = {Focus{}};
    m_index = 0;
    if (m_focus != Focus{}) adopt(Focus{});
    Q_EMIT historyChanged();
}

void FocusBus::setPin(Pin pin, std::optional<replay::Position> position)
{
    auto& held = pin == Pin::A ? m_pinA : m_pinB;
    if (held == position) return;
    held = position;
    Q_EMIT pinsChanged();
}

}  // namespace vci::ui
