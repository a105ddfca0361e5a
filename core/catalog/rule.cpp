// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/catalog/rule.h"

namespace vci::catalog {

bool Rule::readsData() const
{
    const auto reads = [](const Operand& read) { return read.source == Operand::Source::Data; };
    if (condition) return true;
    switch (kind) {
    case Kind::Unset:
        return false;
    case Kind::Elapsed:
        return reads(operand) || reads(from);
    case Kind::Set:
    case Kind::Increment:
    case Kind::Append:
    case Kind::Min:
    case Kind::Max:
        break;
    }
    return reads(operand);
}

}  // namespace vci::catalog
