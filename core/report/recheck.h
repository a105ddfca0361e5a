// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/result.h"
#include "core/json/value.h"
#include "core/report/comparison.h"
#include "core/report/difference.h"
#include "core/report/render.h"
#include "core/report/request.h"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace vci::report {

/// A report that was handed over, as it came back.
struct KeptReport {
    Format format;
    json::Value document;
    Request request;
    /// Where the file is not what its own document gives: a digest that does not fit, a text that shows something else. Whoever
    /// changes a document can give it a fitting digest: only repeating it against the source tells.
    Differences own;
};

/// What makes the files of reports. Its errors are passed on.
using Renderer = std::function<Result<std::string>(Format format, const json::Value& document)>;

/// Takes the document out of a report in any format, makes the same file anew from it and compares. Errors: Usage where it is no
/// report, cannot be taken apart, or does not say what it was asked for; those of render.
[[nodiscard]] Result<KeptReport> readReport(std::string_view file, const Renderer& render);

/// Whether nobody could be asked about anchors for the newer document, though somebody was for the older: what differs between
/// them may come from that alone.
[[nodiscard]] bool isLessAnswered(const json::Value& was, const json::Value& is);
/// Whether what differs is nothing but what the chain was asked about: badges, findings on anchors, and what was checked. False
/// where more differs than is listed.
[[nodiscard]] bool isOfChainAlone(const Differences& differences);

/// A sentence, without what begins and ends one, on what was not compared because a report of that edition does not hold it;
/// empty for the edition of today.
[[nodiscard]] std::string editionWords(std::int64_t edition);
/// One on what the report found good things by and the user's trust file does not name: "the key voicecore/log+08ba85b7". Empty
/// where there is nothing of it.
[[nodiscard]] std::string untrustedWords(const std::vector<std::string>& untrusted);

}  // namespace vci::report
