// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/verify/timestamps.h"

#include "core/integrity/checkpoint.h"
#include "core/timestamp/token.h"

#include <algorithm>
#include <utility>

namespace vci::verify {

namespace {

using Worth = timestamp::Standing;

CheckedTimestamp judgeOne(const store::StoredTimestamp& one, std::span<const store::StoredCheckpoint> checkpoints,
                          const timestamp::Authorities& trusted)
{
    const auto stamped = std::ranges::find(checkpoints, one.treeSize, &store::StoredCheckpoint::treeSize);
    if (stamped == checkpoints.end())
        return {one.treeSize,
                {Worth::Invalid,
                 {},
                 {},
                 "a checkpoint of size " + std::to_string(one.treeSize),
                 "none",
                 "the source does not record the checkpoint that it stands beside"}};
    CheckedTimestamp checked{one.treeSize, timestamp::judge(one.token, sha256({stamped->note}), trusted)};
    const auto note = integrity::SignedCheckpoint::parse(stamped->note);
    if (note.ok()) checked.root = note.value().checkpoint.root;
    return checked;
}

}  // namespace

void addTimestamps(std::span<const store::StoredTimestamp> timestamps, std::span<const store::StoredCheckpoint> checkpoints,
                   const timestamp::Authorities& trusted, Inputs& inputs)
{
    for (const store::StoredTimestamp& one : timestamps) {
        CheckedTimestamp checked = judgeOne(one, checkpoints, trusted);
        if (checked.verdict.standing == Worth::Invalid) {
            Finding finding{FindingKind::TimestampInvalid,
                            severityOf(FindingKind::TimestampInvalid),
                            {},
                            {},
                            {},
                            checked.verdict.expected,
                            checked.verdict.found,
                            wordsOf(checked)};
            if (one.treeSize > 0) finding.logIndex = LogIndex(one.treeSize - 1);
            inputs.findings.push_back(std::move(finding));
        }
        inputs.timestamps.push_back(std::move(checked));
    }
}

std::string wordsOf(const CheckedTimestamp& timestamp)
{
    const auto& [standing, time, authority, expected, found, message] = timestamp.verdict;
    const std::string size = std::to_string(timestamp.treeSize);
    switch (standing) {
    case Worth::Proven: {
        const std::string since = " existed by " + time->toString() + ", on the word of " + authority;
        return timestamp.isOfLog
                   ? "every event up to " + size + since
                   : "the checkpoint of size " + size + since + ", but no trusted key signed it, or it is not what the log gives";
    }
    case Worth::Untrusted:
        return "the time stamp of the checkpoint of size " + size + " was not checked: " + message +
               (authority.empty() ? "" : "; it says to be by " + authority);
    case Worth::Invalid:
        return "the time stamp of the checkpoint of size " + size + " is no proof: " + message;
    }
    return {};
}

}  // namespace vci::verify
