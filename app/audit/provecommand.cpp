// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/audit/logcommands.h"
#include "app/audit/trustsettings.h"
#include "app/source/opencase.h"
#include "core/base/hex.h"
#include "core/integrity/logtree.h"
#include "core/integrity/merkle.h"
#include "core/integrity/tlogproof.h"
#include "core/json/leaf.h"

#include <optional>
#include <vector>

namespace vci::audit {

namespace {

using integrity::SignedCheckpoint;

struct Proof {
    EventId event;
    std::int64_t index;
    std::int64_t treeSize;
    Sha256 leafHash;
    std::vector<Sha256> path;
    Sha256 root;
    std::optional<SignedCheckpoint> checkpoint;
};

/// The event's place in the log, its leaf made anew from the row that is shown.
Result<store::LogEntry> findEntry(Session& session, store::LogReader& log, const LogId& logId, EventId id)
{
    VCI_TRY(const auto events, session.source()->eventsById(std::span(&id, 1), session.stop()));
    if (events.empty()) return makeError(ErrorCode::NotFound, "there is no event " + id.toString());
    VCI_TRY(auto entry, log.entryOf(logId, id, session.stop()));
    if (!entry)
        return makeError(ErrorCode::NotProvable,
                         "event " + id.toString() + " waits for its place in the log: `voicecore-audit log sequence` gives it");
    std::string leaf;
    json::LeafWriter().append(events.front(), leaf);
    if (entry->leafHash == json::leafHash(leaf)) return *entry;
    return makeError(ErrorCode::Inconsistent, "event " + id.toString() + " is not the one that was logged at index " +
                                                  std::to_string(entry->index.value()) + ": its leaf hash is " +
                                                  toHex(json::leafHash(leaf)) + ", the log's " +
                                                  (entry->leafHash ? toHex(*entry->leafHash) : std::string("none")));
}

/// An exported case has no whole log, but the path of each event to the checkpoint that came with it (PROOF 6).
Result<Proof> proofOfCase(Session& session, casefile::CaseReader& file, const store::LogEntry& entry,
                          std::optional<SignedCheckpoint> checkpoint)
{
    VCI_TRY(auto path, file.proofOf(entry.event));
    if (!path || !checkpoint)
        return makeError(ErrorCode::NotProvable, "event " + entry.event.toString() +
                                                     " came into this case without an inclusion path: it was above the newest "
                                                     "checkpoint; the source of the case can prove it");
    const integrity::Checkpoint& tree = checkpoint->checkpoint;
    if (!integrity::verifyInclusion(entry.index.value(), tree.treeSize, *entry.leafHash, *path, tree.root))
        return makeError(ErrorCode::Inconsistent, "the inclusion path of event " + entry.event.toString() + " in " +
                                                      session.source()->info().label +
                                                      " does not lead to its checkpoint: `voicecore-audit verify` says more");
    return Proof{entry.event,      entry.index.value(), tree.treeSize,        *entry.leafHash,
                 std::move(*path), tree.root,           std::move(checkpoint)};
}

/// The newest checkpoint of the log, by the trusted key where there is one.
Result<std::optional<SignedCheckpoint>> newestCheckpoint(Session& session, store::LogReader& log, const integrity::Origin& origin)
{
    VCI_TRY(const auto trust, loadTrust(session));
    const integrity::VerifierKey* const key = trust.keyNamed(integrity::keyNameOf(origin.logId));
    VCI_TRY(const auto stored, log.checkpoints(origin.logId, session.stop()));
    for (auto row = stored.rbegin(); row != stored.rend(); ++row) {
        auto parsed = SignedCheckpoint::parse(row->note);
        if (!parsed.ok() || parsed.value().checkpoint.origin != origin.toString()) continue;
        if (key != nullptr && integrity::signatureState(parsed.value().note, *key) != integrity::SignatureState::Valid) continue;
        return std::optional(std::move(parsed).value());
    }
    return std::optional<SignedCheckpoint>();
}

Result<Proof> prove(Session& session, store::LogReader& log, EventId id)
{
    VCI_TRY(const auto heads, log.logs(session.stop()));
    if (heads.empty()) return makeError(ErrorCode::Damaged, session.source()->info().label + " names no log");
    const integrity::Origin origin{heads.front().id, *session.source()->tenant()};
    VCI_TRY(const store::LogEntry entry, findEntry(session, log, origin.logId, id));
    VCI_TRY(auto checkpoint, newestCheckpoint(session, log, origin));
    if (casefile::CaseReader* const file = app::caseOf(*session.source())) {
        VCI_TRY(const casefile::CaseInfo info, file->caseInfo());
        if (info.selection) return proofOfCase(session, *file, entry, std::move(checkpoint));
    }
    if (checkpoint && checkpoint->checkpoint.treeSize <= entry.index.value()) checkpoint.reset();
    const std::int64_t size = checkpoint ? checkpoint->checkpoint.treeSize : heads.front().size;
    if (size <= entry.index.value())
        return makeError(ErrorCode::Damaged, "the log has an entry at index " + std::to_string(entry.index.value()) +
                                                 " and a head of size " + std::to_string(size) +
                                                 ": `voicecore-audit verify` says more");
    Progress progress("leaves read");
    VCI_TRY(auto tree, integrity::LogTree::read(
                           log, origin.logId, size, [&](std::int64_t n) { progress.show(n); }, session.stop()));
    if (checkpoint && checkpoint->checkpoint.root != tree.root())
        return makeError(ErrorCode::Inconsistent,
                         "the log's first " + std::to_string(size) +
                             " entries are not those of its checkpoint: `voicecore-audit verify` says which");
    VCI_TRY(auto path, integrity::inclusionPath(tree, entry.index.value(), size));
    return Proof{id, entry.index.value(), size, *entry.leafHash, std::move(path), tree.root(), std::move(checkpoint)};
}

void writeJson(JsonText& json, const Proof& proof)
{
    json.beginObject();
    json.member("event_id", proof.event.toString());
    json.member("log_index", proof.index);
    json.member("tree_size", proof.treeSize);
    json.member("leaf_hash", toHex(proof.leafHash));
    json.key("path");
    json.beginArray();
    for (const Sha256& hash : proof.path) json.string(toHex(hash));
    json.end();
    json.member("root", toHex(proof.root));
    json.key("checkpoint");
    proof.checkpoint ? json.string(proof.checkpoint->note.toString()) : json.null();
    json.end();
}

}  // namespace

Result<ExitCode> runProve(Session& session)
{
    VCI_TRY(const EventId id, parseId<EventId>(session.options().event, "EVENT"));
    VCI_CHECK(session.openSource());
    VCI_TRY(store::LogReader* const log, logOf(session));
    VCI_TRY(const Proof proof, prove(session, *log, id));
    if (session.options().json)
        writeJson(session.json(), proof);
    else if (proof.checkpoint)
        session.out().write(integrity::TlogProof{proof.index, proof.path, proof.checkpoint->note.toString()}.toString());
    if (proof.checkpoint) return ExitCode::Fine;
    tell("voicecore-audit: event " + id.toString() + " is at index " + std::to_string(proof.index) +
         " of the log, above its newest checkpoint: `voicecore-audit log checkpoint` signs the head");
    return ExitCode::NotProvable;
}

}  // namespace vci::audit
