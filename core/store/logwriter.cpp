// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/store/logwriter.h"

#include "core/json/value.h"

namespace vci::store {

std::string recoveredEventData(const RecoveredLog& log, const std::string& reason, const std::string& login)
{
    using json::Value;
    const auto number = [](std::int64_t value) { return Value::number(std::to_string(value)); };
    return json::dumpCanonical(Value::object({
        {"login", Value::string(login)},
        {"old_origin", Value::string(log.oldOrigin)},
        {"reason", Value::string(reason)},
        {"recovered_size", number(log.recoveredSize)},
        {"signed_root", log.signedSize ? Value::string(log.signedRoot) : Value()},
        {"signed_size", log.signedSize ? number(*log.signedSize) : Value()},
    }));
}

std::string recoveredMetadata(const BesideOldLog& beside)
{
    using json::Value;
    return json::dumpCanonical(Value::object({
        {"checkpoint_size", Value::number(std::to_string(beside.checkpointSize))},
        {"unlogged", Value::number(std::to_string(beside.unlogged))},
    }));
}

}  // namespace vci::store
