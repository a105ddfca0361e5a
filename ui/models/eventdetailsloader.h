// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/result.h"
#include "core/catalog/catalog.h"
#include "core/replay/timeline.h"
#include "core/store/reader.h"
#include "ui/models/eventdetails.h"

#include <cstddef>
#include <stop_token>
#include <vector>

namespace vci::ui {

/// Reads the details of these events, each index < timeline.size(); result in the order asked for. Two queries however many
/// they are. Errors: those of EventReader. Worker's thread.
[[nodiscard]] Result<std::vector<EventDetails>> loadEventDetails(store::EventReader& reader, const replay::Timeline& timeline,
                                                                 const catalog::Catalog& catalog,
                                                                 const std::vector<std::size_t>& indices, std::stop_token stop);

}  // namespace vci::ui
