// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/base/clock.h"

#include <openssl/rand.h>

#include <chrono>
#include <cstdlib>

namespace vci {

Timestamp SystemClock::now()
{
    const auto sinceEpoch = std::chrono::system_clock::now().time_since_epoch();
    return Timestamp(std::chrono::duration_cast<std::chrono::microseconds>(sinceEpoch).count());
}

Uuid RandomIdSource::next()
{
    Uuid::Bytes bytes{};
    // Without entropy no id may be made: two equal ids would be two events that pass for one.
    if (RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) != 1) std::abort();
    bytes[6] = static_cast<std::uint8_t>((bytes[6] & 0x0F) | 0x40);
    bytes[8] = static_cast<std::uint8_t>((bytes[8] & 0x3F) | 0x80);
    return Uuid(bytes);
}

}  // namespace vci
