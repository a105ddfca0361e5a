// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/audit/commands.h"
#include "app/audit/linereader.h"
#include "core/base/hex.h"
#include "core/json/envelope.h"
#include "core/json/leaf.h"

#include <string>

namespace vci::audit {

namespace {

/// The next envelope, or nothing at the end; blank lines are passed over.
Result<std::optional<Event>> nextEnvelope(LineReader& reader)
{
    while (true) {
        VCI_TRY(const auto line, reader.next());
        if (!line) return std::optional<Event>();
        if (line->text.find_first_not_of(" \t\r") == std::string_view::npos) continue;
        auto event = json::readEnvelope(line->text);
        if (event.ok()) return std::optional(std::move(event).value());
        Error error = std::move(event).error();
        error.place.line = line->number;
        return error;
    }
}

}  // namespace

Result<ExitCode> runLeaf(Session& session)
{
    VCI_TRY(LineReader reader, LineReader::open(session.options().file, session.interrupt()));
    JsonText& json = session.json();
    const bool asJson = session.options().json;
    if (asJson) {
        json.beginObject();
        json.key("leaves");
        json.beginArray();
    }
    json::LeafWriter writer;
    std::string leaf;
    while (!session.out().isClosed()) {
        VCI_TRY(const auto event, nextEnvelope(reader));
        if (!event) break;
        leaf.clear();
        writer.append(*event, leaf);
        const std::string hash = toHex(json::leafHash(leaf));
        if (asJson) {
            json.beginObject();
            json.member("event_id", event->id.toString());
            json.member("leaf", leaf);
            json.member("leaf_hash", hash);
            json.end();
        } else {
            std::string text = "event  " + event->id.toString();
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
