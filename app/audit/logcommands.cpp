// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/audit/commands.h"
#include "app/audit/texttable.h"
#include "app/source/opensource.h"

namespace vci::audit {

namespace {

Result<ExitCode> sequence(Session& session)
{
    VCI_TRY(const std::string store, session.storeName());
    VCI_TRY(store::EventReader* const reader, session.openSource());
    if (!session.hasTenant()) return makeError(ErrorCode::NotFound, store + " holds no tenant yet: there is nothing to sequence");
    VCI_TRY(const auto outcome, app::sequenceLog(store, *reader->tenant(), session.stop()));
    if (session.options().json) {
        JsonText& json = session.json();
        json.beginObject();
        json.member("sequenced", outcome.sequenced);
        json.member("size", outcome.size);
        json.end();
        return ExitCode::Fine;
    }
    session.out().write("sequenced  " + grouped(outcome.sequenced) + (outcome.sequenced == 1 ? " event\n" : " events\n") +
                        "log size   " + grouped(outcome.size) + "\n");
    return ExitCode::Fine;
}

}  // namespace

Result<ExitCode> runLog(Session& session)
{
    return sequence(session);
}

}  // namespace vci::audit
