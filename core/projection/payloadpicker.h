// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/json/leafscan.h"
#include "core/json/value.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vci::projection {

/// Takes a few places out of payloads, streamed; only where a place is an object, or lies in an array, is the payload read as a
/// value. One thread.
class PayloadPicker final : private json::LeafSink {
public:
    using Path = std::vector<std::string>;

    /// Adds a place, each once; the number by which value() gives it.
    std::size_t add(const Path& path);

    /// True where the payload is an object. eventData lives until the next call.
    bool pick(json::LeafScanner& scanner, std::string_view eventData);
    /// The same for a payload that was read as a value.
    bool pick(json::Value eventData);

    [[nodiscard]] std::optional<json::Value> value(std::size_t place);

private:
    struct Node {
        std::string key;
        std::vector<std::uint32_t> children = {};
        std::optional<std::size_t> place = {};
    };
    struct Picked {
        std::string text;  ///< canonical
        bool isThere = false;
    };
    static constexpr std::uint32_t kNone = UINT32_MAX;

    void beginObject() override;
    void key(std::string_view decodedUtf8) override;
    void leaf(std::string_view canonicalText) override;
    void endObject() override;

    std::vector<Node> m_nodes{{Node{""}}};
    std::vector<Path> m_paths;
    std::vector<Picked> m_picked;
    std::vector<std::uint32_t> m_open;  ///< the nodes of the objects around the current place
    std::uint32_t m_current = 0;
    bool m_needsDocument = false;
    std::string_view m_eventData;
    std::optional<json::Value> m_document;
};

}  // namespace vci::projection
