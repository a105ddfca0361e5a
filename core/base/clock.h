// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/timestamp.h"
#include "core/base/uuid.h"

namespace vci {

/// Where "now" comes from. Injected so that tests and the generator are deterministic.
class Clock {
public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual Timestamp now() = 0;
};

/// Where new ids come from. Injected for the same reason.
class IdSource {
public:
    virtual ~IdSource() = default;
    [[nodiscard]] virtual Uuid next() = 0;
};

/// The system's UTC clock, microseconds.
class SystemClock final : public Clock {
public:
    [[nodiscard]] Timestamp now() override;
};

/// Random version 4 identifiers from the system's entropy.
class RandomIdSource final : public IdSource {
public:
    [[nodiscard]] Uuid next() override;
};

}  // namespace vci
