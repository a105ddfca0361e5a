// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/model/event.h"

#include <tuple>

namespace vci {

bool replayOrderLess(const Event& a, const Event& b)
{
    return std::tuple(a.sequence, a.timestamp.at, a.id) < std::tuple(b.sequence, b.timestamp.at, b.id);
}

}  // namespace vci
