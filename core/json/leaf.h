// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/result.h"
#include "core/base/sha256.h"
#include "core/model/event.h"

#include <memory>
#include <string>
#include <string_view>

namespace vci::json {

/// SHA-256(0x00 ‖ leaf), RFC 6962 2.1.
[[nodiscard]] Sha256 leafHash(std::string_view leaf);

/// Makes leaves (PROOF 1): the RFC 8785 bytes of the object with exactly 13 keys. Reusable, one thread.
class LeafWriter {
public:
    LeafWriter();
    ~LeafWriter();
    LeafWriter(const LeafWriter&) = delete;
    LeafWriter& operator=(const LeafWriter&) = delete;

    /// Appends to out. Any row has a leaf: what append refuses has one too.
    void append(const Event& event, std::string& out);
    /// The canonical bytes of one payload as they stand in the leaf; a case file stores exactly these.
    [[nodiscard]] std::string canonicalPayload(std::string_view text);

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

}  // namespace vci::json
