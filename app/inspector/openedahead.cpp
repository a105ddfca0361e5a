// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/inspector/openedahead.h"

#include "app/source/opensource.h"

#include <utility>

namespace vci::app {

OpenedAhead::OpenedAhead(std::string source)
    : m_source(std::move(source))
{
    if (m_source.empty()) return;
    m_reader = std::async(std::launch::async, [source = m_source] { return openSource(source, {}); });
}

Result<std::unique_ptr<store::EventReader>> OpenedAhead::open(const std::string& source)
{
    std::future<Result<std::unique_ptr<store::EventReader>>> ahead;
    if (source == m_source) {
        const std::scoped_lock lock(m_mutex);
        ahead = std::exchange(m_reader, {});
    }
    return ahead.valid() ? ahead.get() : openSource(source, {});
}

}  // namespace vci::app
