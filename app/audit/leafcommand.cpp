// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/audit/commands.h"
#include "app/audit/linereader.h"
#include "core/base/hex.h"
#include "core/base/utf8.h"
#include "core/json/envelope.h"
#include "core/json/leaf.h"

#include <string>
#include <utility>

namespace vci::audit {

namespace {

/// Leaves of envelopes, one a line.
class Leaves {
public:
    explicit Leaves(LineReader reader)
        : m_reader(std::move(reader))
    {
    }

    /// The next one, or nothing at the end; blank lines are passed over.
    [[nodiscard]] Result<std::optional<json::OddLeaf>> next()
    {
        while (true) {
            VCI_TRY(const auto line, m_reader.next());
            if (!line) return std::optional<json::OddLeaf>();
            if (line->text.find_first_not_of(" \t\r") == std::string_view::npos) continue;
            auto leaf = leafOf(line->text);
            if (leaf.ok()) return std::optional(std::move(leaf).value());
            Error error = std::move(leaf).error();
            error.place.line = line->number;
            return error;
        }
    }

private:
    [[nodiscard]] Result<json::OddLeaf> leafOf(std::string_view line)
    {
        const auto event = json::readEnvelope(line);
        if (!event.ok()) return json::leafOfOddEnvelope(line);
        std::string leaf;
        m_writer.append(event.value(), leaf);
        return json::OddLeaf{event.value().id.toString(), std::move(leaf)};
    }

    LineReader m_reader;
    json::LeafWriter m_writer;
};

}  // namespace

Result<ExitCode> runLeaf(Session& session)
{
    VCI_TRY(LineReader reader, LineReader::open(session.options().file, session.interrupt()));
    Leaves leaves(std::move(reader));
    JsonText& json = session.json();
    const bool asJson = session.options().json;
    if (asJson) {
        json.beginObject();
        json.key("leaves");
        json.beginArray();
    }
    while (!session.out().isClosed()) {
        VCI_TRY(const auto found, leaves.next());
        if (!found) break;
        const auto& [eventId, leaf] = *found;
        const std::string hash = toHex(json::leafHash(leaf));
        if (asJson) {
            json.beginObject();
            json.member("event_id", eventId);
            json.member("leaf", leaf);
            json.member("leaf_hash", hash);
            json.end();
        } else {
            std::string text = "event  " + visibleControls(eventId);
            text.append("\nhash   ").append(hash).append("\nleaf   ").append(leaf).append("\n\n");
            session.out().write(text);
        }
    }
    if (asJson) {
        json.end();
        json.end();
    }
    return ExitCode::Fine;
}

}  // namespace vci::audit
