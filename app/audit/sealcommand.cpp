// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/audit/casecommands.h"
#include "app/source/opencase.h"
#include "core/base/hex.h"
#include "core/casefile/seal.h"
#include "core/integrity/signing.h"

namespace vci::audit {

Result<ExitCode> runSeal(Session& session)
{
    VCI_TRY(const std::string store, caseName(session));
    if (session.options().key.empty()) {
        return makeError(ErrorCode::Usage, "no key was named: give --key FILE, or set VCI_KEY (voicecore-audit log key generate "
                                           "FILE --name voicecore/examiner/<name> makes one)");
    }
    VCI_TRY(const auto key, integrity::loadSignerKey(session.options().key));
    SystemClock clock;
    VCI_TRY(const auto seal, app::sealCase(store, key, app::currentExaminer(VCI_VERSION), clock, session.stop()));
    const std::string beside = casefile::sealPath(store).string();
    if (session.options().json) {
        JsonText& json = session.json();
        json.beginObject();
        json.member("file", store);
        json.member("seal", beside);
        json.member("key", seal.key.toString());
        json.member("length", seal.sizeBytes);
        json.member("sha256", toHex(seal.hash));
        json.member("note", seal.note);
        json.end();
        return ExitCode::Fine;
    }
    session.out().write("sealed   " + store + "\nseal     " + beside + "\nkey      " + seal.key.toString() + "\nsha256   " +
                        toHex(seal.hash) + "\n");
    return ExitCode::Fine;
}

}  // namespace vci::audit
