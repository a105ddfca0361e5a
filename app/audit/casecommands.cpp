// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/audit/casecommands.h"

#include "app/audit/commands.h"
#include "app/audit/texttable.h"
#include "app/source/opencase.h"
#include "core/base/utf8.h"

namespace vci::audit {

namespace {

using casefile::CaseNote;

constexpr std::size_t kNotesPerPage = 1000;

/// Words of a command in front of which the case may stand.
struct Target {
    std::string store;
    std::vector<std::string> words;
};

/// Of the words [FILE] wanted…: the file is the one too many, or what ends in .vcase.
Result<Target> targetOf(const Session& session, std::size_t most)
{
    Target target{session.options().store, session.options().words};
    const bool hasFile =
        target.words.size() > most || target.store.empty() || (!target.words.empty() && target.words.front().ends_with(".vcase"));
    if (hasFile && !target.words.empty()) {
        target.store = target.words.front();
        target.words.erase(target.words.begin());
    }
    if (target.store.empty())
        return makeError(ErrorCode::Usage, "no case was named: give FILE.vcase first, or --store FILE.vcase, or set VCI_STORE");
    return target;
}

template <typename Id>
void writeId(JsonText& json, std::string_view name, const std::optional<Id>& id)
{
    json.key(name);
    id ? json.string(id->toString()) : json.null();
}

std::string timeText(Timestamp at)
{
    return at.isInEnvelopeRange() ? at.toString() : std::to_string(at.micros());
}

void writeNote(JsonText& json, const CaseNote& note)
{
    json.beginObject();
    json.member("n", note.n);
    json.member("kind", kindName(note.kind));
    json.member("written_at", timeText(note.writtenAt));
    json.member("author", note.author);
    writeId(json, "tenant_id", note.tenantId);
    writeId(json, "aggregate_id", note.aggregateId);
    writeId(json, "event_id", note.eventId);
    json.member("text", note.text);
    json.end();
}

Result<ExitCode> add(Session& session, const std::string& store, const casefile::NewNote& note)
{
    SystemClock clock;
    VCI_TRY(const auto writer, app::openCaseWriter(store, app::currentExaminer(VCI_VERSION), clock));
    VCI_TRY(const auto added, writer->addNote(note));
    if (session.options().json)
        writeNote(session.json(), added);
    else
        session.out().write(std::string(kindName(added.kind)) + " " + std::to_string(added.n) + " added\n");
    return ExitCode::Fine;
}

Result<ExitCode> listNotes(Session& session, const std::string& store)
{
    VCI_TRY(const auto reader, app::openCaseReader(store, session.stop()));
    casefile::CaseReader* const file = app::caseOf(*reader);
    JsonText& json = session.json();
    TextTable table({{"N", TextTable::Align::Right}, {"KIND"}, {"WRITTEN"}, {"BY"}, {"EVENT OR AGGREGATE"}, {"TEXT"}});
    if (session.options().json) {
        json.beginObject();
        json.key("notes");
        json.beginArray();
    }
    std::int64_t after = INT64_MIN;
    while (true) {
        VCI_TRY(const auto notes, file->notes(after, kNotesPerPage));
        if (notes.empty()) break;
        after = notes.back().n;
        for (const CaseNote& note : notes) {
            if (session.options().json) {
                writeNote(json, note);
                continue;
            }
            const std::string about = note.eventId       ? note.eventId->toString()
                                      : note.aggregateId ? note.aggregateId->toString()
                                                         : "";
            table.add({std::to_string(note.n), std::string(kindName(note.kind)), timeText(note.writtenAt),
                       visibleControls(note.author), about, visibleControls(note.text)});
        }
        if (table.pendingRows() > 0) table.writeTo(session.out());
    }
    if (session.options().json) {
        json.end();
        json.end();
    }
    VCI_CHECK(reader->confirmUnchanged(session.stop()));
    return ExitCode::Fine;
}

Result<ExitCode> note(Session& session)
{
    const Options& options = session.options();
    VCI_TRY(const Target target, targetOf(session, 1));
    if (target.words.empty() && options.event.empty() && options.aggregate.empty() && !options.finding)
        return listNotes(session, target.store);
    if (target.words.empty() || target.words.front().empty())
        return makeError(ErrorCode::Usage, "there is no text to write: give it behind the case, in quotes");
    casefile::NewNote given;
    if (options.finding) given.kind = CaseNote::Kind::Finding;
    given.text = target.words.front();
    if (firstInvalidUtf8(given.text)) return makeError(ErrorCode::Usage, "the text is no valid UTF-8");
    VCI_TRY(given.tenantId, session.askedTenant());
    if (!options.event.empty()) {
        VCI_TRY(given.eventId, parseId<EventId>(options.event, "--event"));
    }
    if (!options.aggregate.empty()) {
        VCI_TRY(given.aggregateId, parseId<AggregateId>(options.aggregate, "--aggregate"));
    }
    return add(session, target.store, given);
}

Result<ExitCode> bookmark(Session& session)
{
    VCI_TRY(const Target target, targetOf(session, 2));
    if (target.words.empty()) return makeError(ErrorCode::Usage, "no event was named: give its UUID behind the case");
    casefile::NewNote given;
    given.kind = CaseNote::Kind::Bookmark;
    VCI_TRY(given.tenantId, session.askedTenant());
    VCI_TRY(given.eventId, parseId<EventId>(target.words.front(), "EVENT"));
    if (target.words.size() > 1) given.text = target.words[1];
    if (firstInvalidUtf8(given.text)) return makeError(ErrorCode::Usage, "the text is no valid UTF-8");
    return add(session, target.store, given);
}

Result<ExitCode> make(Session& session)
{
    const std::string& file = session.options().file;
    RandomIdSource ids;
    SystemClock clock;
    VCI_CHECK(app::makeCase(file, app::currentExaminer(VCI_VERSION), ids, clock));
    if (session.options().json) {
        session.json().beginObject();
        session.json().member("file", file);
        session.json().end();
    } else {
        session.out().write("made " + file + "\n");
    }
    return ExitCode::Fine;
}

}  // namespace

Result<std::string> caseName(const Session& session)
{
    if (!session.options().file.empty()) return session.options().file;
    if (!session.options().store.empty()) return session.options().store;
    return makeError(ErrorCode::Usage, "no case was named: give FILE.vcase, or --store FILE.vcase, or set VCI_STORE");
}

Result<ExitCode> runCase(Session& session)
{
    const std::string& action = session.options().action;
    if (action == "new") return make(session);
    if (action == "note") return note(session);
    if (action == "bookmark") return bookmark(session);
    if (action == "seal") return runSeal(session);
    return runCustody(session);
}

}  // namespace vci::audit
