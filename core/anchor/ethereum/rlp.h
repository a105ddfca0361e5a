// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace vci::anchor::ethereum {

/// A value of Recursive Length Prefix (Ethereum yellow paper, appendix B): bytes, or a list of values.
class RlpItem {
public:
    [[nodiscard]] static RlpItem ofBytes(std::string bytes) { return RlpItem(std::move(bytes)); }
    /// Big-endian without leading zeros; zero is empty.
    [[nodiscard]] static RlpItem ofInteger(std::uint64_t value);
    [[nodiscard]] static RlpItem ofList(std::vector<RlpItem> items) { return RlpItem(std::move(items)); }

    [[nodiscard]] bool isList() const { return m_isList; }
    [[nodiscard]] const std::string& bytes() const { return m_bytes; }           ///< empty for a list
    [[nodiscard]] const std::vector<RlpItem>& items() const { return m_items; }  ///< empty for bytes
    /// The integer that these bytes are. Nothing for a list, a leading zero, or more than 63 bits.
    [[nodiscard]] std::optional<std::int64_t> tryInteger() const;

private:
    explicit RlpItem(std::string bytes)
        : m_bytes(std::move(bytes))
    {
    }
    explicit RlpItem(std::vector<RlpItem> items)
        : m_isList(true)
        , m_items(std::move(items))
    {
    }

    bool m_isList = false;
    std::string m_bytes;
    std::vector<RlpItem> m_items;
};

/// Strict: one item, nothing behind it, every length in its shortest form, at most 16 lists deep; so that encodeRlp() gives the
/// same bytes back. Errors: InvalidPayload with the byte.
[[nodiscard]] Result<RlpItem> decodeRlp(std::string_view bytes);
[[nodiscard]] std::string encodeRlp(const RlpItem& item);

}  // namespace vci::anchor::ethereum
