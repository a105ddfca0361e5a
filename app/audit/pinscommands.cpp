// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/audit/commands.h"
#include "app/audit/dbcommands.h"
#include "app/audit/texttable.h"
#include "app/audit/trustsettings.h"
#include "app/source/opencase.h"
#include "core/base/hex.h"
#include "core/integrity/logtree.h"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

namespace vci::audit {

namespace {

using integrity::Checkpoint;
using integrity::NoteFileName;
using integrity::NoteFolder;
using integrity::Origin;
using integrity::SignedCheckpoint;
using integrity::VerifierKey;

/// The notes of one origin by a trusted key; no key: nobody can say whether they are genuine.
struct Pinned {
    Origin origin;
    const VerifierKey* key;
    std::vector<SignedCheckpoint> notes;
};

const VerifierKey* trustedKey(const integrity::Trust& trust, const NoteFileName& file)
{
    const std::string text = integrity::keyNameOf(file.origin.logId) + "+" + file.keyHash + "+";
    const auto key = std::find_if(trust.keys.begin(), trust.keys.end(),
                                  [&](const VerifierKey& one) { return one.toString().starts_with(text); });
    return key == trust.keys.end() ? nullptr : &*key;
}

Result<std::vector<Pinned>> readPins(const NoteFolder& folder, const integrity::Trust& trust)
{
    std::vector<Pinned> pins;
    VCI_TRY(const auto files, folder.list());
    for (const NoteFileName& file : files) {
        Pinned pinned{file.origin, trustedKey(trust, file), {}};
        if (pinned.key != nullptr) {
            VCI_TRY(pinned.notes, folder.notes(file.origin, *pinned.key));
        }
        pins.push_back(std::move(pinned));
    }
    return pins;
}

/// Nobody has pins before the first verify.
Result<std::vector<Pinned>> readOwnPins(const Session& session, const integrity::Trust& trust)
{
    const auto folder = evidenceSettings(session).pinsFolder;
    std::error_code failure;
    if (session.options().pins.empty() && !std::filesystem::exists(folder, failure) && !failure) return std::vector<Pinned>();
    VCI_TRY(const NoteFolder opened, NoteFolder::open(folder));
    return readPins(opened, trust);
}

void writePinsJson(JsonText& json, const std::vector<Pinned>& pins)
{
    json.beginObject();
    json.key("pins");
    json.beginArray();
    for (const Pinned& pin : pins) {
        const SignedCheckpoint* const last = pin.notes.empty() ? nullptr : &pin.notes.back();
        json.beginObject();
        json.member("origin", pin.origin.toString());
        json.key("key");
        pin.key != nullptr ? json.string(pin.key->toString()) : json.null();
        json.key("notes");
        pin.key != nullptr ? json.integer(static_cast<std::int64_t>(pin.notes.size())) : json.null();
        json.key("tree_size");
        last != nullptr ? json.integer(last->checkpoint.treeSize) : json.null();
        json.key("root");
        last != nullptr ? json.string(toHex(last->checkpoint.root)) : json.null();
        json.key("checkpoint");
        last != nullptr ? json.string(last->note.toString()) : json.null();
        json.end();
    }
    json.end();
    json.end();
}

Result<ExitCode> listPins(Session& session)
{
    VCI_TRY(const auto trust, loadTrust(session));
    VCI_TRY(const auto pins, readOwnPins(session, trust));
    if (session.options().json) {
        writePinsJson(session.json(), pins);
        return ExitCode::Fine;
    }
    TextTable table({{"ORIGIN"}, {"SIZE", TextTable::Align::Right}, {"NOTES", TextTable::Align::Right}, {"ROOT"}});
    for (const Pinned& pin : pins) {
        if (pin.notes.empty())
            table.add({pin.origin.toString(), "–", "–", pin.key == nullptr ? "no trusted key" : "–"});
        else
            table.add({pin.origin.toString(), grouped(pin.notes.back().checkpoint.treeSize),
                       grouped(static_cast<std::int64_t>(pin.notes.size())), toHex(pin.notes.back().checkpoint.root)});
    }
    table.writeTo(session.out());
    return ExitCode::Fine;
}

/// Compares notes of one origin, with the log itself where the source has it.
class Comparison {
public:
    explicit Comparison(Session& session)
        : m_session(session)
    {
    }

    [[nodiscard]] Result<void> openSource()
    {
        VCI_CHECK(m_session.openSource());
        VCI_TRY(m_log, logOf(m_session));
        VCI_TRY(m_heads, m_log->logs(m_session.stop()));
        if (casefile::CaseReader* const file = app::caseOf(*m_session.source())) {
            VCI_TRY(const casefile::CaseInfo info, file->caseInfo());
            m_isExport = info.selection.has_value();
        }
        return {};
    }
    [[nodiscard]] bool sourceHas(const Origin& origin) const { return headOf(origin) != nullptr; }

    /// Two notes of one log.
    [[nodiscard]] Result<void> compare(const Origin& origin, const Checkpoint& mine, const Checkpoint& other)
    {
        ++m_compared;
        const Checkpoint& older = mine.treeSize < other.treeSize ? mine : other;
        const Checkpoint& newer = mine.treeSize < other.treeSize ? other : mine;
        if (older.treeSize == newer.treeSize) {
            older.root == newer.root ? void(++m_consistent) : differ(origin, mine, other);
            return {};
        }
        const store::LogHead* const head = headOf(origin);
        if (head == nullptr || m_isExport || head->size < newer.treeSize) {
            m_unjoined.push_back(origin.toString());
            return {};
        }
        VCI_TRY(const bool joined, joins(origin, *head, older, newer));
        joined ? void(++m_consistent) : differ(origin, mine, other);
        return {};
    }
    /// A note of mine and the log that the source holds.
    [[nodiscard]] Result<void> compareWithLog(const Origin& origin, const Checkpoint& mine)
    {
        if (m_isExport) return compareWithCheckpoints(origin, mine);
        ++m_compared;
        const store::LogHead& head = *headOf(origin);
        if (head.size < mine.treeSize) {
            m_findings.push_back(makeFinding("log_truncated", origin, std::to_string(mine.treeSize), std::to_string(head.size),
                                             "The log has fewer entries than your pin says it had."));
            return {};
        }
        VCI_TRY(const bool joined, joins(origin, head, mine, mine));
        if (joined)
            ++m_consistent;
        else
            m_findings.push_back(makeFinding("checkpoint_inconsistent", origin, sizeAndRoot(mine), "another root",
                                             "The log's first entries are not those that your pin saw."));
        return {};
    }

    [[nodiscard]] ExitCode write() const;

private:
    /// An exported case has no whole log, only the checkpoint that came with it.
    [[nodiscard]] Result<void> compareWithCheckpoints(const Origin& origin, const Checkpoint& mine)
    {
        VCI_TRY(const auto stored, m_log->checkpoints(origin.logId, m_session.stop()));
        for (const store::StoredCheckpoint& one : stored) {
            const auto parsed = SignedCheckpoint::parse(one.note);
            if (parsed.ok() && parsed.value().checkpoint.origin == origin.toString())
                VCI_CHECK(compare(origin, mine, parsed.value().checkpoint));
        }
        return {};
    }

    struct Difference {
        std::string kind, origin, expected, found, message;
    };
    static Difference makeFinding(const char* kind, const Origin& origin, std::string expected, std::string found,
                                  const char* message)
    {
        return Difference{kind, origin.toString(), std::move(expected), std::move(found), message};
    }
    static std::string sizeAndRoot(const Checkpoint& checkpoint)
    {
        return std::to_string(checkpoint.treeSize) + " " + toHex(checkpoint.root);
    }
    void differ(const Origin& origin, const Checkpoint& mine, const Checkpoint& other)
    {
        m_findings.push_back(makeFinding("checkpoint_inconsistent", origin, sizeAndRoot(mine), sizeAndRoot(other),
                                         "The log was shown to you and to the other inspector in two versions."));
    }
    [[nodiscard]] const store::LogHead* headOf(const Origin& origin) const
    {
        if (m_log == nullptr || origin.tenant != m_session.source()->tenant()) return nullptr;
        const auto head = std::find_if(m_heads.begin(), m_heads.end(), [&](const auto& one) { return one.id == origin.logId; });
        return head == m_heads.end() ? nullptr : &*head;
    }
    [[nodiscard]] Result<bool> joins(const Origin& origin, const store::LogHead& head, const Checkpoint& older,
                                     const Checkpoint& newer)
    {
        if (!m_tree || m_treeOf != origin) {
            VCI_TRY(m_tree, integrity::LogTree::read(*m_log, origin.logId, head.size, {}, m_session.stop()));
            m_treeOf = origin;
        }
        return m_tree->joins(older, newer);
    }

    Session& m_session;
    store::LogReader* m_log = nullptr;
    std::vector<store::LogHead> m_heads;
    bool m_isExport = false;  ///< the source is a case that was exported
    std::optional<integrity::LogTree> m_tree;
    std::optional<Origin> m_treeOf;
    std::int64_t m_compared = 0;
    std::int64_t m_consistent = 0;
    std::vector<std::string> m_unjoined;
    std::vector<Difference> m_findings;
};

ExitCode Comparison::write() const
{
    const bool isProved = m_compared > 0 && m_unjoined.empty();
    const ExitCode code = !m_findings.empty() ? ExitCode::Found : isProved ? ExitCode::Fine : ExitCode::NotProvable;
    if (m_compared == 0)
        tell("voicecore-audit: nothing was compared: there are no two notes of one log by a key of the trust file");
    if (!m_session.options().json) {
        Output& out = m_session.out();
        out.write("compared    " + grouped(m_compared) + "\nconsistent  " + grouped(m_consistent) + "\n");
        for (const std::string& origin : m_unjoined)
            out.write("not joined  " + origin + ": only its log can join the two sizes\n");
        for (const Difference& one : m_findings)
            out.write(one.kind + "  " + one.origin + ": " + one.message + " expected " + one.expected + ", found " + one.found +
                      "\n");
        return code;
    }
    JsonText& json = m_session.json();
    json.beginObject();
    json.member("compared", m_compared);
    json.member("consistent", m_consistent);
    writeStrings(json, "unjoined", m_unjoined);
    json.key("findings");
    json.beginArray();
    for (const Difference& one : m_findings) {
        json.beginObject();
        json.member("kind", one.kind);
        json.member("severity", "error");
        json.member("origin", one.origin);
        json.member("expected", one.expected);
        json.member("found", one.found);
        json.member("message", one.message);
        json.end();
    }
    json.end();
    json.end();
    return code;
}

Result<ExitCode> comparePins(Session& session)
{
    VCI_TRY(const auto trust, loadTrust(session));
    VCI_TRY(const auto mine, readOwnPins(session, trust));
    Comparison comparison(session);
    const std::string& other = session.options().folder;
    if (!session.options().store.empty()) VCI_CHECK(comparison.openSource());
    if (other.empty()) {
        if (session.options().store.empty())
            return makeError(ErrorCode::Usage, "compare needs the other inspector's pins (a folder), or a source by --store");
        for (const Pinned& pin : mine)
            if (!pin.notes.empty() && comparison.sourceHas(pin.origin))
                VCI_CHECK(comparison.compareWithLog(pin.origin, pin.notes.back().checkpoint));
        return comparison.write();
    }
    VCI_TRY(const NoteFolder folder, NoteFolder::open(other));
    VCI_TRY(const auto theirs, readPins(folder, trust));
    for (const Pinned& pin : mine) {
        for (const Pinned& their : theirs) {
            if (their.origin != pin.origin || their.key != pin.key || pin.notes.empty() || their.notes.empty()) continue;
            VCI_CHECK(comparison.compare(pin.origin, pin.notes.back().checkpoint, their.notes.back().checkpoint));
        }
    }
    return comparison.write();
}

}  // namespace

Result<ExitCode> runPins(Session& session)
{
    return session.options().action == "compare" ? comparePins(session) : listPins(session);
}

}  // namespace vci::audit
