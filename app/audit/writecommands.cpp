// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/audit/commands.h"
#include "app/audit/linereader.h"
#include "app/audit/snapshots.h"
#include "app/audit/texttable.h"
#include "app/source/opensource.h"
#include "core/generate/traffic.h"
#include "core/json/envelope.h"
#include "core/store/gate.h"

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace vci::audit {

namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

Error refused(std::string message, std::string pointer, std::int64_t line)
{
    Error error = makeError(ErrorCode::InvalidPayload, std::move(message));
    error.place.pointer = std::move(pointer);
    error.place.line = line;
    return error;
}

/// Counts the brackets of a JSON text that comes in parts.
class Brackets {
public:
    void read(std::string_view part)
    {
        for (const char c : part) {
            if (std::exchange(m_escaped, false)) continue;
            if (c == '"') m_inString = !m_inString;
            if (m_inString) {
                m_escaped = c == '\\';
            } else if (c == '{' || c == '[') {
                ++m_depth;
            } else if (c == '}' || c == ']') {
                --m_depth;
            }
        }
    }
    /// True where the text can go on after a newline: inside an object or array, outside a string.
    [[nodiscard]] bool isOpen() const { return m_depth > 0 && !m_inString; }

private:
    std::int64_t m_depth = 0;
    bool m_inString = false;
    bool m_escaped = false;
};

/// The events of an input file, each checked by the gate, read in pieces.
class EventInput {
public:
    /// tenantInForce: if there is one, a line that names another is refused.
    [[nodiscard]] static Result<EventInput> open(Session& session, std::optional<TenantId> tenantInForce,
                                                 store::Stamping stamping)
    {
        VCI_TRY(auto catalog, session.catalog());
        VCI_TRY(LineReader lines, LineReader::open(session.options().file, session.interrupt()));
        return EventInput(std::move(catalog), std::move(lines), tenantInForce, stamping);
    }

    /// Reads on to the next piece, and further where the tenant is not known: any later line may name it.
    [[nodiscard]] Result<void> readUntilTenantIsKnown()
    {
        while (!m_atEnd && (m_events.empty() || !m_tenant)) VCI_CHECK(readPiece());
        return {};
    }
    /// The one in force, or named by a line so far.
    [[nodiscard]] std::optional<TenantId> tenant() const { return m_tenant; }
    void setTenant(TenantId tenant) { m_tenant = tenant; }
    [[nodiscard]] bool isEmpty() const { return m_events.empty(); }

    /// The events read and not given yet, else the next ones; none at the end.
    [[nodiscard]] Result<std::span<const store::NewEvent>> nextPiece()
    {
        if (m_given) {
            m_eventsBefore += std::ssize(m_events);
            m_events.clear();
            m_lineNumbers.clear();
        }
        m_given = true;
        if (m_events.empty() && !m_atEnd) {
            auto read = readPiece();
            m_refused = !read.ok();
            VCI_CHECK(std::move(read));
        }
        return std::span<const store::NewEvent>(m_events);
    }

    /// The error of an append with the line of the file, where it names an event by its place in the batch.
    [[nodiscard]] Error placed(Error error) const
    {
        const std::int64_t index = error.place.line.value_or(0) - 1 - m_eventsBefore;
        if (!m_refused && index >= 0 && index < std::ssize(m_lineNumbers)) {
            error.place.line = m_lineNumbers[static_cast<std::size_t>(index)];
        }
        return error;
    }

private:
    EventInput(std::shared_ptr<const catalog::Catalog> catalog, LineReader lines, std::optional<TenantId> tenant,
               store::Stamping stamping)
        : m_catalog(std::move(catalog))
        , m_lines(std::move(lines))
        , m_tenant(tenant)
        , m_stamping(stamping)
    {
    }

    [[nodiscard]] Result<void> readPiece()
    {
        for (std::size_t i = 0; i < kPieceEvents;) {
            VCI_TRY(const auto line, m_lines.next());
            m_atEnd = !line;
            if (m_atEnd) return {};
            if (line->number == 1 && line->text.starts_with(kByteOrderMark)) {
                Error error = refused("the input begins with a byte order mark; save it as UTF-8 without one", "", 1);
                error.place.column = 1;
                return error;
            }
            if (line->text.find_first_not_of(" \t\r") == std::string_view::npos) continue;
            VCI_CHECK(readEvent(*line));
            ++i;
        }
        return {};
    }

    /// An object that people have spread over several lines: the lines up to its closing bracket. Nothing where none comes.
    [[nodiscard]] Result<std::optional<LineReader::Line>> restOf(LineReader::Line line)
    {
        Brackets brackets;
        brackets.read(line.text);
        if (!brackets.isOpen()) return std::optional<LineReader::Line>();
        while (brackets.isOpen()) {
            const std::size_t known = line.text.size();
            auto longer = m_lines.extend();
            if (!longer.ok() && longer.error().code != ErrorCode::PayloadTooLarge) return longer.error();
            if (!longer.ok()) return std::optional<LineReader::Line>();
            if (!longer.value()) return std::optional<LineReader::Line>();
            line = *longer.value();
            brackets.read(line.text.substr(known));
        }
        return std::optional(line);
    }

    [[nodiscard]] Result<store::GatedEvent> readGated(const LineReader::Line& line)
    {
        auto gated = store::checkNewEvent(line.text, *m_catalog, m_stamping);
        if (!gated.ok()) {
            VCI_TRY(const auto whole, restOf(line));
            if (whole) gated = store::checkNewEvent(whole->text, *m_catalog, m_stamping);
        }
        if (gated.ok()) return gated;
        Error error = std::move(gated).error();
        error.place.line = line.number + error.place.line.value_or(1) - 1;
        return error;
    }

    [[nodiscard]] Result<void> readEvent(const LineReader::Line& line)
    {
        VCI_TRY(auto gated, readGated(line));
        if (const auto named = gated.tenantId) {
            if (!m_tenant) m_tenant = named;
            if (m_tenant != named) {
                return refused("the tenant in force is " + m_tenant->toString() + ", not " + named->toString(), "/tenant_id",
                               line.number);
            }
        }
        m_events.push_back(std::move(gated).event);
        m_lineNumbers.push_back(line.number);
        m_progress->show(line.number);
        return {};
    }

    static constexpr std::size_t kPieceEvents = 1000;

    std::shared_ptr<const catalog::Catalog> m_catalog;
    LineReader m_lines;
    std::optional<TenantId> m_tenant;
    store::Stamping m_stamping;
    std::vector<store::NewEvent> m_events;
    std::vector<std::int64_t> m_lineNumbers;  // of each of m_events
    std::int64_t m_eventsBefore = 0;          // given before m_events
    bool m_given = false;
    bool m_atEnd = false;
    bool m_refused = false;
    std::unique_ptr<Progress> m_progress = std::make_unique<Progress>("lines read");
};

/// The tenant in force: --tenant, else the only one there. None in a case file that has none yet: then the lines may name it.
Result<std::optional<TenantId>> tenantInForce(Session& session)
{
    VCI_TRY(const auto asked, session.askedTenant());
    if (asked) return asked;
    VCI_TRY(store::EventReader* const reader, session.openSource());
    const auto only = reader->tenant();
    // A reader beside the writer would keep the case file from becoming one file again.
    session.closeSource();
    return only;
}

void writeEnvelopeMember(JsonText& json, std::string_view name, const std::optional<Event>& event)
{
    json.key(name);
    if (!event) return json.null();
    std::string text;
    json::appendEnvelope(text, *event, Flags());
    json.raw(text);
}

/// tenant: absent where there was nothing to append and so none to append it for.
void writeOutcome(Session& session, const store::AppendOutcome& outcome, std::optional<TenantId> tenant,
                  const replay::SnapshotTally& snapshots)
{
    if (outcome.appended > 0) session.out().setDone("what was appended is stored: do not append it again");
    if (session.options().json) {
        JsonText& json = session.json();
        json.beginObject();
        json.member("appended", outcome.appended);
        json.member("existing", outcome.existing);
        json.key("sequenced");
        json.boolean(outcome.sequenced);
        writeEnvelopeMember(json, "first", outcome.first);
        writeEnvelopeMember(json, "last", outcome.last);
        json.key("tenant_id");
        tenant ? json.string(tenant->toString()) : json.null();
        writeSnapshotMembers(json, snapshots);
        json.end();
        return;
    }
    std::string text = "appended  " + grouped(outcome.appended) + (outcome.appended == 1 ? " event" : " events") + "\n";
    if (outcome.existing > 0) text += "existing  " + grouped(outcome.existing) + ", with the same content: left as they are\n";
    if (!outcome.sequenced) text += "in queue  not in the log yet: run `voicecore-audit log sequence`\n";
    if (outcome.first) text += "first     " + outcome.first->timestamp.toString() + "  " + outcome.first->id.toString() + "\n";
    if (outcome.last) text += "last      " + outcome.last->timestamp.toString() + "  " + outcome.last->id.toString() + "\n";
    if (tenant) text += "tenant    " + tenant->toString() + "\n";
    text += snapshotLines(snapshots);
    session.out().write(text);
}

/// Adds a batch's outcome to that of the batches before it.
void addOutcome(store::AppendOutcome& total, store::AppendOutcome batch)
{
    total.appended += batch.appended;
    total.existing += batch.existing;
    total.sequenced = total.sequenced && batch.sequenced;
    if (!total.first) total.first = std::move(batch.first);
    if (batch.last) total.last = std::move(batch.last);
    total.snapshotsDue.merge(batch.snapshotsDue);
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
    VCI_TRY(auto policy, snapshotPolicy(options));
    VCI_TRY(auto writer, app::openForAppend(store, ids, clock));
    writer->setSnapshotPolicy(std::move(policy));
    const TenantId tenant = asked.value_or(generate::trafficTenant(options.seed));
    store::AppendOutcome total;
    Progress progress("events");
    const auto receive = [&](std::span<const store::NewEvent> batch) -> Result<void> {
        VCI_TRY(auto outcome, writer->append(tenant, batch, store::Stamping::AsRecorded, session.stop()));
        addOutcome(total, std::move(outcome));
        progress.show(total.appended + total.existing);
        return {};
    };
    const auto made = generate::generateTraffic({options.calls, options.seed}, receive, session.stop());
    if (!made.ok()) {
        Error error = made.error();
        error.place.line.reset();  // an index into a batch of ours: no line of anybody's
        if (total.appended > 0)
            tell("note: " + grouped(total.appended) + " events were appended before that; the same command goes on from there");
        tellSnapshotsLeft(total.snapshotsDue);
        return error;
    }
    writer.reset();
    writeOutcome(session, total, tenant, makeSnapshotsDue(session, tenant, total.snapshotsDue));
    return ExitCode::Fine;
}

Result<ExitCode> runAppend(Session& session)
{
    const Options& options = session.options();
    const auto stamping = options.asRecorded ? store::Stamping::AsRecorded : store::Stamping::ByStore;
    VCI_TRY(const std::string store, session.storeName());
    VCI_TRY(auto policy, snapshotPolicy(options));
    RandomIdSource ids;
    SystemClock clock;
    // Opened before the input is read: whoever may not append learns it at once.
    VCI_TRY(auto writer, app::openForAppend(store, ids, clock));
    writer->setSnapshotPolicy(std::move(policy));
    if (options.asRecorded && app::isDatabaseUri(store)) {
        return makeError(ErrorCode::Usage,
                         "--as-recorded is for case files: a database of record gives sequence numbers and times itself");
    }
    VCI_TRY(const auto inForce, tenantInForce(session));
    VCI_TRY(EventInput input, EventInput::open(session, inForce, stamping));
    VCI_CHECK(input.readUntilTenantIsKnown());
    const bool isKnown = input.tenant() || !input.isEmpty();
    const TenantId tenant = input.tenant().value_or(TenantId(ids.next()));
    input.setTenant(tenant);
    store::AppendOutcome outcome;
    if (!input.isEmpty()) {
        auto appended = writer->appendPieces(
            tenant, [&input] { return input.nextPiece(); }, stamping, session.stop());
        if (!appended.ok()) return input.placed(std::move(appended).error());
        outcome = std::move(appended).value();
    }
    // A second writer beside the first would keep a case file from becoming one file again.
    writer.reset();
    writeOutcome(session, outcome, isKnown ? std::optional(tenant) : std::nullopt,
                 makeSnapshotsDue(session, tenant, outcome.snapshotsDue));
    return ExitCode::Fine;
}

}  // namespace vci::audit
