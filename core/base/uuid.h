// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace vci {

/// A 128-bit RFC 9562 identifier of any version, held as 16 bytes in network order. Cannot be made from bad text.
class Uuid {
public:
    using Bytes = std::array<std::uint8_t, 16>;

    constexpr explicit Uuid(const Bytes& bytes)
        : m_bytes(bytes)
    {
    }
    /// 36 characters, hyphens at 8, 13, 18, 23; upper case is accepted and lowered (DESIGN 3.1).
    [[nodiscard]] static std::optional<Uuid> tryFromString(std::string_view text);
    /// Version 5: the SHA-1 name in a namespace (RFC 9562 5.5).
    [[nodiscard]] static Uuid fromName(const Uuid& nameSpace, std::string_view name);

    [[nodiscard]] const Bytes& bytes() const { return m_bytes; }
    /// Lower case with hyphens, 36 characters.
    [[nodiscard]] std::string toString() const;
    /// Writes the 36 characters without a terminator.
    void write(char* out) const;

    friend auto operator<=>(const Uuid&, const Uuid&) = default;  // NOLINT(modernize-use-nullptr)

private:
    Bytes m_bytes;
};

/// A Uuid that knows what it names. Tags keep an event's id from being passed where an aggregate's is meant.
template <typename Tag>
class StrongUuid {
public:
    constexpr explicit StrongUuid(const Uuid& uuid)
        : m_uuid(uuid)
    {
    }
    [[nodiscard]] static std::optional<StrongUuid> tryFromString(std::string_view text)
    {
        const auto uuid = Uuid::tryFromString(text);
        return uuid ? std::optional(StrongUuid(*uuid)) : std::nullopt;
    }
    [[nodiscard]] const Uuid& uuid() const { return m_uuid; }
    [[nodiscard]] std::string toString() const { return m_uuid.toString(); }
    friend auto operator<=>(const StrongUuid&, const StrongUuid&) = default;  // NOLINT(modernize-use-nullptr)

private:
    Uuid m_uuid;
};

using EventId = StrongUuid<struct EventIdTag>;
using AggregateId = StrongUuid<struct AggregateIdTag>;
using TenantId = StrongUuid<struct TenantIdTag>;
using CorrelationId = StrongUuid<struct CorrelationIdTag>;
using SnapshotId = StrongUuid<struct SnapshotIdTag>;

/// A number with a meaning: sequence numbers and log indices never mix.
template <typename Tag>
class StrongInt {
public:
    constexpr explicit StrongInt(std::int64_t value)
        : m_value(value)
    {
    }
    [[nodiscard]] constexpr std::int64_t value() const { return m_value; }
    friend constexpr auto operator<=>(const StrongInt&, const StrongInt&) = default;  // NOLINT(modernize-use-nullptr)

private:
    std::int64_t m_value;
};

using Sequence = StrongInt<struct SequenceTag>;  ///< from 1 within (tenant, aggregate)
using LogIndex = StrongInt<struct LogIndexTag>;  ///< from 0 within (tenant, log)

}  // namespace vci

template <>
struct std::hash<vci::Uuid> {
    std::size_t operator()(const vci::Uuid& uuid) const noexcept
    {
        std::uint64_t high = 0;
        std::uint64_t low = 0;
        std::memcpy(&high, uuid.bytes().data(), 8);
        std::memcpy(&low, uuid.bytes().data() + 8, 8);
        return static_cast<std::size_t>(high ^ (low * 0x9e3779b97f4a7c15ULL));
    }
};
template <typename Tag>
struct std::hash<vci::StrongUuid<Tag>> {
    std::size_t operator()(const vci::StrongUuid<Tag>& id) const noexcept { return std::hash<vci::Uuid>()(id.uuid()); }
};
