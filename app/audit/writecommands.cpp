// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/audit/commands.h"
#include "app/audit/linereader.h"
#include "app/audit/texttable.h"
#include "app/source/opensource.h"
#include "core/generate/traffic.h"
#include "core/json/envelope.h"
#include "core/store/gate.h"

#include <string>
#include <utility>
#include <vector>

namespace vci::audit {

namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

Error refused(ErrorCode code, std::string message, std::string pointer, std::int64_t line)
{
    Error error = makeError(code, std::move(message));
    error.place.pointer = std::move(pointer);
    error.place.line = line;
    return error;
}

/// A whole input file that passed the gate.
struct GatedFile {
    std::vector<store::NewEvent> events;
    std::vector<std::int64_t> lines;  ///< of each event
    std::optional<TenantId> tenant;   ///< the one its lines name
};

/// tenantInForce: the one asked for on the command line, if any; a line that names another is refused.
Result<GatedFile> readEvents(Session& session, std::optional<TenantId> tenantInForce, store::Stamping stamping)
{
    VCI_TRY(const auto catalog, session.catalog());
    VCI_TRY(LineReader reader, LineReader::open(session.options().file, session.interrupt()));
    GatedFile file;
    Progress progress("lines checked");
    while (true) {
        VCI_TRY(const auto line, reader.next());
        if (!line) return file;
        if (line->number == 1 && line->text.starts_with(kByteOrderMark)) {
            Error error = refused(ErrorCode::InvalidPayload,
                                  "the input begins with a byte order mark; save it as UTF-8 without one", "", 1);
            error.place.column = 1;
            return error;
        }
        if (line->text.find_first_not_of(" \t\r") == std::string_view::npos) continue;
        auto gated = store::checkNewEvent(line->text, *catalog, stamping);
        if (!gated.ok()) {
            Error error = std::move(gated).error();
            error.place.line = line->number;
            return error;
        }
        if (gated.value().tenantId) {
            if (!tenantInForce) tenantInForce = gated.value().tenantId;
            if (tenantInForce != gated.value().tenantId) {
                return refused(ErrorCode::InvalidPayload,
                               "the tenant in force is " + tenantInForce->toString() + ", not " +
                                   gated.value().tenantId->toString(),
                               "/tenant_id", line->number);
            }
            file.tenant = tenantInForce;
        }
        file.events.push_back(std::move(gated).value().event);
        file.lines.push_back(line->number);
        progress.show(line->number);
    }
}

/// The tenant that an append is for: asked for, named by the lines, the only one there, or a new one (INTERFACES 1).
Result<TenantId> tenantForAppend(Session& session, std::optional<TenantId> asked, std::optional<TenantId> named, IdSource& ids)
{
    if (asked) return *asked;
    if (named) return *named;
    VCI_TRY(store::EventReader* const reader, session.openSource());
    if (const auto only = reader->tenant()) return *only;
    return TenantId(ids.next());
}

void writeEnvelopeMember(JsonText& json, std::string_view name, const std::optional<Event>& event)
{
    json.key(name);
    if (!event) return json.null();
    std::string text;
    json::appendEnvelope(text, *event, Flags());
    json.raw(text);
}

void writeOutcome(Session& session, const store::AppendOutcome& outcome, TenantId tenant)
{
    if (session.options().json) {
        JsonText& json = session.json();
        json.beginObject();
        json.member("appended", outcome.appended);
        json.member("existing", outcome.existing);
        json.key("sequenced");
        json.boolean(outcome.sequenced);
        writeEnvelopeMember(json, "first", outcome.first);
        writeEnvelopeMember(json, "last", outcome.last);
        json.member("tenant_id", tenant.toString());
        json.end();
        return;
    }
    std::string text = "appended  " + grouped(outcome.appended) + (outcome.appended == 1 ? " event" : " events") + "\n";
    if (outcome.existing > 0) text += "existing  " + grouped(outcome.existing) + ", with the same content: left as they are\n";
    if (!outcome.sequenced) text += "in queue  not in the log yet: run `voicecore-audit log sequence`\n";
    if (outcome.first) text += "first     " + outcome.first->timestamp.toString() + "  " + outcome.first->id.toString() + "\n";
    if (outcome.last) text += "last      " + outcome.last->timestamp.toString() + "  " + outcome.last->id.toString() + "\n";
    session.out().write(text + "tenant    " + tenant.toString() + "\n");
}

/// Adds a batch's outcome to that of the batches before it.
void addOutcome(store::AppendOutcome& total, store::AppendOutcome batch)
{
    total.appended += batch.appended;
    total.existing += batch.existing;
    total.sequenced = total.sequenced && batch.sequenced;
    if (!total.first) total.first = std::move(batch.first);
    if (batch.last) total.last = std::move(batch.last);
}

}  // namespace

Result<ExitCode> runInit(Session& session)
{
    const Options& options = session.options();
    const std::string file = options.file.empty() ? options.store : options.file;
    if (file.empty()) return makeError(ErrorCode::Usage, "init needs the name of the new file, such as a.vcase");
    RandomIdSource ids;
    SystemClock clock;
    VCI_CHECK(app::createCase(file, ids, clock));
    if (options.json) {
        session.json().beginObject();
        session.json().member("file", file);
        session.json().end();
    } else {
        session.out().write("made " + file + "\n");
    }
    return ExitCode::Fine;
}

Result<ExitCode> runGenerate(Session& session)
{
    const Options& options = session.options();
    VCI_TRY(const std::string store, session.storeName());
    VCI_TRY(const auto asked, session.askedTenant());
    RandomIdSource ids;
    SystemClock clock;
    VCI_TRY(const auto writer, app::openForAppend(store, ids, clock));
    const TenantId tenant = asked.value_or(generate::trafficTenant(options.seed));
    store::AppendOutcome total;
    Progress progress("events");
    const auto receive = [&](std::span<const store::NewEvent> batch) -> Result<void> {
        VCI_TRY(auto outcome, writer->append(tenant, batch, store::Stamping::AsRecorded));
        addOutcome(total, std::move(outcome));
        progress.show(total.appended + total.existing);
        return {};
    };
    const auto made = generate::generateTraffic({options.calls, options.seed}, receive, session.stop());
    if (!made.ok()) {
        Error error = made.error();
        error.place.line.reset();  // an index into a batch of ours: no line of anybody's
        return error;
    }
    writeOutcome(session, total, tenant);
    return ExitCode::Fine;
}

Result<ExitCode> runAppend(Session& session)
{
    const Options& options = session.options();
    const auto stamping = options.asRecorded ? store::Stamping::AsRecorded : store::Stamping::ByStore;
    VCI_TRY(const std::string store, session.storeName());
    VCI_TRY(const auto asked, session.askedTenant());
    RandomIdSource ids;
    SystemClock clock;
    // Opened before the input is read: whoever may not append learns it at once.
    VCI_TRY(const auto writer, app::openForAppend(store, ids, clock));
    VCI_TRY(const GatedFile file, readEvents(session, asked, stamping));
    VCI_TRY(const TenantId tenant, tenantForAppend(session, asked, file.tenant, ids));
    if (session.interrupt().requested()) return cancelled();
    store::AppendOutcome outcome;
    if (!file.events.empty()) {
        auto appended = writer->append(tenant, file.events, stamping);
        if (!appended.ok()) {
            Error error = std::move(appended).error();
            const auto index = error.place.line.value_or(0);
            if (index >= 1 && index <= std::ssize(file.lines)) error.place.line = file.lines[static_cast<std::size_t>(index - 1)];
            return error;
        }
        outcome = std::move(appended).value();
    }
    writeOutcome(session, outcome, tenant);
    return ExitCode::Fine;
}

}  // namespace vci::audit
