// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/json/value.h"

#include <memory>
#include <string_view>

namespace vci::json {

/// Receives one JSON document in document order. Views live until the call returns.
class LeafSink {
public:
    virtual ~LeafSink() = default;
    virtual void beginObject() = 0;                         ///< a non-empty object
    virtual void key(std::string_view decodedUtf8) = 0;     ///< precedes each member's value
    virtual void leaf(std::string_view canonicalText) = 0;  ///< a scalar, an array as a whole, or `{}`, in canonical JSON text
    virtual void endObject() = 0;
};

/// What a scan met; the same meanings as LenientRead.
struct ScanReport {
    bool isObject = false;
    bool foreignNumber = false;
    bool defective = false;
};

/// Streams documents into a sink on paths that see millions of events: simdjson On-Demand with raw number tokens, no DOM, no
/// copy where the text already is canonical. A text that simdjson refuses goes through readLenient(): same calls, same result.
/// One scanner belongs to one thread. Equal values give equal leaf texts, so texts compare by bytes.
class LeafScanner {
public:
    LeafScanner();
    ~LeafScanner();
    LeafScanner(const LeafScanner&) = delete;
    LeafScanner& operator=(const LeafScanner&) = delete;

    /// Duplicate names inside an object reach the sink once, with the last value.
    ScanReport scan(std::string_view text, LeafSink& sink);

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

/// Gives a value to a sink as LeafScanner gives a document. Keeps its own stack, however deep the value is.
void walkLeaves(const Value& root, LeafSink& sink);

}  // namespace vci::json
