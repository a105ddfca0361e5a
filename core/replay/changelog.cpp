// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/replay/changelog.h"

#include <algorithm>

namespace vci::replay {

void ChangeLog::push(const Change& change)
{
    m_last[change.path] = static_cast<ChangeIndex>(m_changes.size());
    m_changes.push(change);
}

bool ChangeLog::set(PathId path, std::string_view text, std::uint32_t event)
{
    if (path >= m_last.size()) m_last.resize(std::max<std::size_t>(path + 1, 2 * m_last.size()), kNoChange);
    const ChangeIndex index = m_last[path];
    if (index == kNoChange) {
        push({event, path, kNoChange, 1, m_texts.put(text)});
        return true;
    }
    Change& newest = m_changes[index];
    const bool wasThere = !newest.value.isNone();
    if (wasThere && m_texts.view(newest.value) == text) return false;
    if (newest.event != event) {
        push({event, path, index, newest.count + 1, m_texts.put(text)});
        return !wasThere;
    }
    // A rule changes what the payload, or an earlier rule, had set: only the event as a whole counts.
    const bool hasPrevious = newest.previous != kNoChange;
    if (hasPrevious && !m_changes[newest.previous].value.isNone() && m_texts.view(m_changes[newest.previous].value) == text) {
        takeBack(index);
    } else {
        newest.value = m_texts.put(text);
        newest.count = (hasPrevious ? m_changes[newest.previous].count : 0) + 1;
    }
    return !wasThere;
}

void ChangeLog::remove(PathId path, std::uint32_t event)
{
    const ChangeIndex index = m_last[path];
    Change& newest = m_changes[index];
    if (newest.event != event) {
        push({event, path, index, newest.count, StoredText::none()});
        return;
    }
    const bool wasThereBefore = newest.previous != kNoChange && !m_changes[newest.previous].value.isNone();
    if (!wasThereBefore) return takeBack(index);
    newest.value = StoredText::none();
    newest.count = m_changes[newest.previous].count;
}

void ChangeLog::takeBack(ChangeIndex index)
{
    m_last[m_changes[index].path] = m_changes[index].previous;
    // All changes behind it are of the same event too, where order means nothing: the last one takes its place.
    const auto last = static_cast<ChangeIndex>(m_changes.size() - 1);
    if (index != last) {
        m_last[m_changes[last].path] = index;
        m_changes[index] = m_changes[last];
    }
    m_changes.pop();
}

}  // namespace vci::replay
