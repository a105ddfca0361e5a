// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/audit/commands.h"
#include "app/audit/dbcommands.h"
#include "app/audit/trustsettings.h"

#include <filesystem>
#include <string>
#include <system_error>
#include <vector>

namespace vci::audit {

namespace {

void writeJson(JsonText& json, const std::string& file, const integrity::Trust& trust, const std::vector<std::string>& keys,
               const std::vector<std::string>& authorities)
{
    const auto numberOrNull = [&](std::string_view name, const std::optional<std::int64_t>& number) {
        json.key(name);
        number ? json.integer(*number) : json.null();
    };
    json.beginObject();
    json.member("file", file);
    writeStrings(json, "keys", keys);
    numberOrNull("chain_id", trust.chainId);
    writeStrings(json, "senders", trust.senders);
    writeStrings(json, "endpoints", trust.endpoints);
    numberOrNull("confirmations", trust.confirmations);
    writeStrings(json, "timestamp_authorities", authorities);
    json.end();
}

void writeText(Output& out, const std::string& file, const integrity::Trust& trust, const std::vector<std::string>& keys,
               const std::vector<std::string>& authorities)
{
    const auto list = [&](const std::string& title, const std::vector<std::string>& items) {
        out.write(title + (items.empty() ? "  none\n" : "\n"));
        for (const std::string& item : items) out.write("  " + item + "\n");
    };
    std::error_code fault;
    out.write("trust file  " + file + (std::filesystem::exists(file, fault) ? "\n" : "  not there: nobody is trusted\n"));
    list("keys", keys);
    out.write("chain id  " + (trust.chainId ? std::to_string(*trust.chainId) : std::string("none")) + "\n");
    list("senders", trust.senders);
    list("endpoints", trust.endpoints);
    out.write("final after  " +
              (trust.confirmations ? std::to_string(*trust.confirmations) + " confirmations"
                                   : std::string("the chain's own finality")) +
              "\n");
    list("time-stamp authorities", authorities);
}

}  // namespace

Result<ExitCode> runTrust(Session& session)
{
    const std::string file = evidenceSettings(session).trustFile.string();
    VCI_TRY(const auto trust, loadTrust(session));
    std::vector<std::string> keys;
    for (const integrity::VerifierKey& key : trust.keys) keys.push_back(key.toString());
    VCI_TRY(const auto authorities, app::loadAuthorities(evidenceSettings(session), trust));
    if (session.options().json)
        writeJson(session.json(), file, trust, keys, authorities.names());
    else
        writeText(session.out(), file, trust, keys, authorities.names());
    return ExitCode::Fine;
}

}  // namespace vci::audit
