// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/store/postgres/timetext.h"

namespace vci::store::postgres {

std::string toTimeText(const RecordedTime& time)
{
    if (!time.foreignText.empty()) return time.foreignText;
    std::string text = time.at.toString();  // 2026-01-05T08:00:00.250000Z
    text[10] = ' ';
    text.pop_back();
    return text;
}

}  // namespace vci::store::postgres
