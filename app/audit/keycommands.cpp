// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/audit/logcommands.h"
#include "app/audit/trustsettings.h"
#include "app/source/opensource.h"
#include "core/base/readfile.h"
#include "core/integrity/note.h"
#include "core/integrity/signing.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace vci::audit {

namespace {

ExitCode writeKey(Session& session, const integrity::VerifierKey& key)
{
    if (!session.options().json) {
        session.out().write(key.toString() + "\n");
        return ExitCode::Fine;
    }
    session.json().beginObject();
    session.json().member("name", key.name());
    session.json().member("verifier_key", key.toString());
    session.json().end();
    return ExitCode::Fine;
}

/// --name, else that of the log in force of --store.
Result<std::string> keyName(const Session& session)
{
    if (!session.options().name.empty()) return session.options().name;
    if (session.options().store.empty())
        return makeError(ErrorCode::Usage, "the key needs a name: give --name N, or the log it is for by --store");
    VCI_TRY(const auto source, app::openSource(session.options().store));
    if (source->log() == nullptr)
        return makeError(ErrorCode::NotSupported,
                         source->info().label + " has no log: `voicecore-audit db migrate` gives it one");
    VCI_TRY(const auto logs, source->log()->logs(session.stop()));
    if (logs.empty()) return makeError(ErrorCode::Damaged, source->info().label + " names no log");
    return integrity::keyNameOf(logs.front().id);
}

/// The key of a file that holds what show tells: anybody may read it.
std::optional<integrity::VerifierKey> publicKeyIn(const std::string& file)
{
    constexpr std::size_t kMostBytes = 4096;
    if (file.empty()) return std::nullopt;
    const auto text = readFile(file, "the key file", kMostBytes);
    if (!text.ok()) return std::nullopt;
    std::string_view line = text.value();
    if (line.ends_with('\n')) line.remove_suffix(1);
    auto key = integrity::VerifierKey::parse(line);
    return key.ok() ? std::optional(std::move(key).value()) : std::nullopt;
}

}  // namespace

Result<ExitCode> runKeyGenerate(Session& session)
{
    VCI_TRY(const std::string name, keyName(session));
    VCI_TRY(const auto key, integrity::SignerKey::generate(name));
    VCI_CHECK(integrity::saveSignerKey(key, session.options().file));
    return writeKey(session, key.verifierKey());
}

Result<ExitCode> runKeyShow(Session& session)
{
    const std::string& file = session.options().file;
    if (const auto shown = publicKeyIn(file)) return writeKey(session, *shown);
    VCI_TRY(const auto key, file.empty() ? signerKey(session) : integrity::loadSignerKey(file));
    return writeKey(session, key.verifierKey());
}

}  // namespace vci::audit
