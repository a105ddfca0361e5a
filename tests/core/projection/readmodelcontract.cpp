// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/core/projection/readmodelcontract.h"

#include "core/json/read.h"
#include "core/projection/manual.h"
#include "core/projection/rowhistory.h"
#include "core/replay/timelinebuilder.h"

#include <QtTest>

#include <algorithm>

using namespace vci;
using projection::Comparison;
using projection::Whose;

namespace {

constexpr std::size_t kRowsReplayed = 150;
constexpr const char* kModel = "CallSummary";
const std::string kNewCall = "5f0c3b0e-6a54-4b6e-9d0c-2f1f0c6a7e11";
const std::string kGoneCall = "7d1f6a52-0c1b-4d3c-9a53-6f0e3d7c5b22";
const std::string kHistoryCall = "a2b7c9d4-5e6f-4a1b-8c2d-3e4f5a6b7c44";
const std::string kOutOfOrderCall = "0c9d5b1e-3f3a-4a51-8f0e-8a3f0f0f7c33";

const char* messageOf(const auto& result)
{
    return result.ok() ? "" : result.error().message.c_str();
}

std::string whereRow(const std::string& modelId)
{
    return " WHERE model_type = 'CallSummary' AND projection IS NOT NULL AND model_id = '" + modelId + "'";
}

json::Value member(const std::string& data, const char* name)
{
    const json::Value object = json::readLenient(data).value;
    const json::Value* const found = object.find(name);
    return found == nullptr ? json::Value() : *found;
}

}  // namespace

const projection::Library& ReadModelContract::library()
{
    if (!m_library) {
        auto loaded = projection::Library::load(catalog::Catalog::builtIn());
        if (!loaded.ok()) qFatal("%s", loaded.error().message.c_str());
        m_library = std::make_unique<projection::Library>(std::move(loaded).value());
    }
    return *m_library;
}

store::ReadModelReader& ReadModelContract::reader()
{
    if (m_reader) return *m_reader;
    auto opened = openReader();
    if (!opened.ok()) qFatal("%s", opened.error().message.c_str());
    m_reader = std::move(opened).value();
    if (const auto selected = m_reader->selectTenant(tenant()); !selected.ok()) qFatal("%s", selected.error().message.c_str());
    return *m_reader;
}

store::ReadModelWriter& ReadModelContract::writer()
{
    if (m_writer) return *m_writer;
    auto opened = openWriter();
    if (!opened.ok()) qFatal("%s", opened.error().message.c_str());
    m_writer = std::move(opened).value();
    return *m_writer;
}

void ReadModelContract::close()
{
    m_reader.reset();
    m_writer.reset();
}

Comparison ReadModelContract::drift(const char* name)
{
    auto found = projection::findDrift(reader(), library(), definition(name), Whose::Projected, {}, {});
    if (!found.ok()) qFatal("%s", found.error().message.c_str());
    return std::move(found).value();
}

std::vector<store::ReadModelRow> ReadModelContract::rowsOf(const char* name)
{
    const auto page = reader().rows({name, store::ReadModelQuery::Whose::All, store::ReadModelQuery::Deleted::Include},
                                    {std::nullopt, 100'000}, {});
    if (!page.ok()) qFatal("%s", page.error().message.c_str());
    return page.value().rows;
}

std::string ReadModelContract::contents(const char* name)
{
    std::string text;
    for (const auto& row : rowsOf(name)) {
        text += row.modelId + " " + row.data + " " + std::to_string(row.version) + " " + row.lastEventId.toString() + " " +
                std::to_string(row.lastEventSequence.value()) + " " + row.updatedAt.toString() +
                (row.isDeleted ? " deleted " : " ") + row.projection.value_or("foreign") + "\n";
    }
    const auto checkpoint = reader().checkpoint(definition(name)->id(), {});
    return text + (checkpoint.value() ? std::to_string(checkpoint.value()->position) : "none");
}

Result<projection::CatchUp> ReadModelContract::catchUp(const char* name)
{
    return projection::catchUp(reader(), writer(), library(), definition(name), {}, {});
}

Result<Comparison> ReadModelContract::rebuild(const char* name, std::stop_token stop, const store::ProgressFunction& progress)
{
    return projection::rebuild(reader(), writer(), library(), definition(name), progress, stop);
}

void ReadModelContract::append(const std::string& aggregate, const std::string& type, const std::string& data,
                               std::optional<std::int64_t> sequence)
{
    store::NewEvent event{.id = {},
                          .aggregateId = *AggregateId::tryFromString(aggregate),
                          .aggregateType = "Call",
                          .eventType = type,
                          .eventVersion = 1,
                          .eventData = data,
                          .metadata = "{}",
                          .causationId = {},
                          .correlationId = {},
                          .expectedSequence = {},
                          .sequence = {},
                          .timestamp = {},
                          .blockchainTxHash = {}};
    if (sequence) event.sequence = Sequence(*sequence);
    const auto to = openAppend();
    QVERIFY2(to.ok(), messageOf(to));
    const auto stamping = sequence ? store::Stamping::AsRecorded : store::Stamping::ByStore;
    const auto appended = to.value()->append(tenant(), std::span(&event, 1), stamping);
    QVERIFY2(appended.ok(), messageOf(appended));
    QVERIFY(appended.value().sequenced);
}

void ReadModelContract::init()
{
    close();
    const auto made = makeSource();
    if (!made.ok() && made.error().code == ErrorCode::NotFound) QSKIP(made.error().message.c_str());
    QVERIFY2(made.ok(), messageOf(made));
}

void ReadModelContract::catchUpBuildsAll()
{
    for (const auto& definition : library().all()) {
        const char* const name = definition->name.c_str();
        const auto first = catchUp(name);
        QVERIFY2(first.ok(), messageOf(first));
        QVERIFY(first.value().startedOver);
        QVERIFY2(first.value().applied > 0 || definition->key.kind == projection::Key::Kind::Data, name);
        const Comparison found = drift(name);
        QVERIFY2(!found.foundSomething(), name);
        QCOMPARE(found.checkpoint->position, found.logSize);
        const std::string before = contents(name);
        const auto again = catchUp(name);
        QVERIFY2(again.ok(), messageOf(again));
        QCOMPARE(again.value().applied, 0);
        QCOMPARE(contents(name), before);
    }
    const auto list = projection::listModels(reader(), library(), {});
    QVERIFY(list.ok());
    for (const auto& model : list.value()) {
        if (definition(model.modelType.c_str())) QCOMPARE(model.lag, std::optional<std::int64_t>(0));
    }
}

void ReadModelContract::rowsEqualReplay()
{
    const auto events = openEvents();
    QVERIFY2(events.ok(), messageOf(events));
    QVERIFY(events.value()->selectTenant(tenant()).ok());
    // What the catalogue's rules and those of the projections both keep must be the same.
    const std::vector<std::pair<const char*, std::vector<const char*>>> shared = {
        {"CallSummary", {"status", "hold_count", "caller_number"}},
        {"CreditBalance", {"balance"}},
        {"AgentActivity", {"status", "current_call_id"}},
        {"PaymentSummary", {"status", "amount"}}};
    for (const auto& [name, members] : shared) {
        const auto built = catchUp(name);
        QVERIFY2(built.ok(), messageOf(built));
        std::size_t compared = 0;
        for (const auto& row : rowsOf(name)) {
            if (!row.projection || compared == kRowsReplayed) continue;
            const auto timeline = replay::loadTimeline(*events.value(), *AggregateId::tryFromString(row.modelId),
                                                       catalog::Catalog::builtIn(), {}, {});
            QVERIFY2(timeline.ok(), messageOf(timeline));
            const std::string state = json::dump(timeline.value()->stateAt(timeline.value()->size()));
            for (const char* one : members) QCOMPARE(json::dump(member(row.data, one)), json::dump(member(state, one)));
            ++compared;
        }
        QVERIFY2(compared > 0, name);
    }
}

std::vector<std::string> ReadModelContract::corrupt()
{
    std::vector<std::string> ids;
    for (const auto& row : rowsOf(kModel)) {
        if (row.projection) ids.push_back(row.modelId);
    }
    ids.resize(6);
    runSql("UPDATE read_models SET data = '{\"status\":\"in_progress\"}'" + whereRow(ids[0]));
    runSql("UPDATE read_models SET last_event_sequence = 99" + whereRow(ids[1]));
    runSql("UPDATE read_models SET data = 'null'" + whereRow(ids[2]));
    runSql("DELETE FROM read_models" + whereRow(ids[3]));
    runSql("DELETE FROM read_models" + whereRow(ids[4]));
    runSql(
        "INSERT INTO read_models (id, tenant_id, model_type, model_id, version, last_event_id, last_event_sequence, created_at, "
        "updated_at, is_deleted, projection, data) SELECT '7a1d9c52-0f0b-4c39-8f43-6a2b5d1e9c22', tenant_id, model_type, "
        "'nobody', "
        "version, last_event_id, last_event_sequence, created_at, updated_at, is_deleted, projection, data FROM read_models" +
        whereRow(ids[5]));
    return ids;
}

void ReadModelContract::driftListsExactlyWhatWasCorrupted()
{
    QVERIFY(catchUp(kModel).ok());
    const auto ids = corrupt();
    const std::string corrupted = contents(kModel);
    const Comparison found = drift(kModel);
    QCOMPARE(found.missing, (std::vector<std::string>{ids[3], ids[4]}));
    QCOMPARE(found.extra, std::vector<std::string>{"nobody"});
    QCOMPARE(found.lagging, std::vector<std::string>());
    QCOMPARE(found.different.size(), std::size_t{3});
    for (std::size_t i = 0; i < 3; ++i) QCOMPARE(found.different[i].modelId, ids[i]);
    QVERIFY(found.different[0].fields.size() > 1);
    QVERIFY(std::any_of(found.different[0].fields.begin(), found.different[0].fields.end(),
                        [](const auto& field) { return field.path == "/status" && field.found == "\"in_progress\""; }));
    QCOMPARE(found.different[1].fields.size(), std::size_t{1});
    QCOMPARE(found.different[1].fields[0].path, std::string("last_event_sequence"));
    QCOMPARE(contents(kModel), corrupted);

    const auto mended = rebuild(kModel);
    QVERIFY2(mended.ok(), messageOf(mended));
    QCOMPARE(mended.value().missing, found.missing);
    QCOMPARE(mended.value().extra, found.extra);
    QCOMPARE(mended.value().different.size(), std::size_t{3});
    QVERIFY(!drift(kModel).foundSomething());
}

void ReadModelContract::cancelledRebuildChangesNothing()
{
    QVERIFY(catchUp(kModel).ok());
    (void)corrupt();
    const std::string before = contents(kModel);
    std::stop_source stop;
    const auto cancelled = rebuild(kModel, stop.get_token(), [&](std::int64_t) { stop.request_stop(); });
    QVERIFY(!cancelled.ok());
    QCOMPARE(cancelled.error().code, ErrorCode::Cancelled);
    QCOMPARE(contents(kModel), before);
}

void ReadModelContract::cancelledSwapChangesNothing()
{
    QVERIFY(catchUp(kModel).ok());
    (void)corrupt();
    const std::string before = contents(kModel);
    const auto from = reader().checkpoint(definition(kModel)->id(), {});
    const auto row = rowsOf(kModel).front();
    std::stop_source stop;
    const std::vector<store::ProjectedRow> rows = {{row.modelId, "{}", 1, row.lastEventId, row.lastEventSequence}};
    int pieces = 0;
    store::ProjectionChange change{kModel,
                                   definition(kModel)->id(),
                                   from.value(),
                                   {from.value()->logId, from.value()->position + 1},
                                   {"nobody"},
                                   [&]() -> Result<std::span<const store::ProjectedRow>> {
                                       if (pieces++ == 1) stop.request_stop();
                                       return std::span<const store::ProjectedRow>(rows).first(pieces < 3 ? 1 : 0);
                                   }};
    const auto cancelled = writer().apply(tenant(), change, stop.get_token());
    QVERIFY(!cancelled.ok());
    QCOMPARE(cancelled.error().code, ErrorCode::Cancelled);
    QCOMPARE(contents(kModel), before);
}

void ReadModelContract::newEventsLagUntilTheyAreCaughtUp()
{
    QVERIFY(catchUp(kModel).ok());
    const auto rows = rowsOf(kModel);
    const auto row = std::find_if(rows.begin(), rows.end(), [](const auto& one) { return one.projection.has_value(); });
    append(row->modelId, "CallOnHold", "{}", std::nullopt);
    append(kNewCall, "CallInitiated", R"({"caller_number":"+12025550123","direction":"inbound"})", std::nullopt);
    std::vector<std::string> late = {row->modelId, kNewCall};
    std::sort(late.begin(), late.end());
    const Comparison found = drift(kModel);
    QCOMPARE(found.lagging, late);
    QVERIFY(found.missing.empty() && found.extra.empty() && found.different.empty());
    const auto caught = catchUp(kModel);
    QVERIFY2(caught.ok(), messageOf(caught));
    QVERIFY(!caught.value().startedOver);
    QCOMPARE(caught.value().applied, 2);
    QVERIFY(!drift(kModel).foundSomething());
    const auto made = reader().row(kModel, kNewCall, {});
    QVERIFY2(made.ok(), messageOf(made));
    QCOMPARE(member(made.value().data, "status").asText(), std::string("initiated"));
}

void ReadModelContract::eventsOutOfOrderAreReplayed()
{
    QVERIFY(catchUp(kModel).ok());
    append(kOutOfOrderCall, "CallConnected", R"({"wait_time_seconds":4})", 2);
    QVERIFY(catchUp(kModel).ok());
    append(kOutOfOrderCall, "CallInitiated", R"({"caller_number":"+12025550123"})", 1);
    QVERIFY(catchUp(kModel).ok());
    const auto row = reader().row(kModel, kOutOfOrderCall, {});
    QVERIFY2(row.ok(), messageOf(row));
    QCOMPARE(member(row.value().data, "status").asText(), std::string("connected"));
    QCOMPARE(row.value().lastEventSequence, Sequence(2));
    QCOMPARE(row.value().version, 2);
    QVERIFY(!drift(kModel).foundSomething());
}

void ReadModelContract::rowThatIsGoneIsMadeAnew()
{
    append(kGoneCall, "CallInitiated", R"({"caller_number":"+12025550123"})", std::nullopt);
    append(kGoneCall, "CallConnected", R"({"wait_time_seconds":4})", std::nullopt);
    QVERIFY(catchUp(kModel).ok());
    close();
    runSql("DELETE FROM read_models" + whereRow(kGoneCall));
    append(kGoneCall, "CallOnHold", "{}", std::nullopt);
    const auto caught = catchUp(kModel);
    QVERIFY2(caught.ok(), messageOf(caught));
    QVERIFY(!caught.value().startedOver);
    const auto row = reader().row(kModel, kGoneCall, {});
    QVERIFY2(row.ok(), messageOf(row));
    QCOMPARE(member(row.value().data, "events").asText(), std::string("3"));
    QCOMPARE(member(row.value().data, "caller_number").asText(), std::string("+12025550123"));
    QCOMPARE(row.value().version, 3);
    QVERIFY(!drift(kModel).foundSomething());
}

void ReadModelContract::historyOfARowNamesItsEvents()
{
    append(kHistoryCall, "CallInitiated", R"({"caller_number":"+12025550123"})", std::nullopt);
    append(kHistoryCall, "CallOnHold", "{}", std::nullopt);
    append(kHistoryCall, "CallRecordingStarted", R"({"consent":true})", std::nullopt);
    append(kHistoryCall, "CallOnHold", "{}", std::nullopt);
    QVERIFY(catchUp(kModel).ok());
    const auto history = projection::rowHistory(reader(), library(), definition(kModel), kHistoryCall, {}, {});
    QVERIFY2(history.ok(), messageOf(history));
    QCOMPARE(history.value().events, 4);
    std::vector<std::string> types;
    for (const auto& step : history.value().newest) types.push_back(step.event.eventType);
    QCOMPARE(types, (std::vector<std::string>{"CallInitiated", "CallOnHold", "CallRecordingStarted", "CallOnHold"}));
    QCOMPARE(history.value().newest[3].changed, (std::vector<std::string>{"events", "hold_count", "last_event_at"}));
    // Each member as the row has it, and none besides.
    const auto row = reader().row(kModel, kHistoryCall, {});
    QVERIFY2(row.ok(), messageOf(row));
    json::Value told = json::Value::object();
    for (const auto& blame : history.value().members) told.set(blame.name, json::readLenient(blame.value.value_or("null")).value);
    QCOMPARE(json::dumpCanonical(told), json::dumpCanonical(json::readLenient(row.value().data).value));
    const auto blameOf = [&](std::string_view name) {
        const auto& members = history.value().members;
        return *std::find_if(members.begin(), members.end(), [name](const auto& one) { return one.name == name; });
    };
    QCOMPARE(blameOf("hold_count").value, std::optional<std::string>("2"));
    QCOMPARE(blameOf("hold_count").previous, std::optional<std::string>("1"));
    QCOMPARE(blameOf("hold_count").changes, 2);
    QCOMPARE(blameOf("hold_count").changedBy.sequence, Sequence(4));
    // Set anew to what it was: the event that made it so stays.
    QCOMPARE(blameOf("status").value, std::optional<std::string>("\"on_hold\""));
    QCOMPARE(blameOf("status").changedBy.sequence, Sequence(2));

    const auto none = projection::rowHistory(reader(), library(), definition(kModel), "nobody", {}, {});
    QVERIFY(none.ok());
    QCOMPARE(none.value().events, 0);
    QVERIFY(none.value().members.empty());

    // Keyed by a date: all events of its types are asked.
    QVERIFY(catchUp("DailyCallVolume").ok());
    const auto day = rowsOf("DailyCallVolume").front();
    const auto ofDay = projection::rowHistory(reader(), library(), definition("DailyCallVolume"), day.modelId, {}, {});
    QVERIFY2(ofDay.ok(), messageOf(ofDay));
    QCOMPARE(ofDay.value().events, day.version);
}

void ReadModelContract::otherLogStartsOver()
{
    QVERIFY(catchUp(kModel).ok());
    runSql("UPDATE projection_checkpoints SET log_id = '0123456789abcdef0123456789abcdef'");
    (void)corrupt();
    const auto again = catchUp(kModel);
    QVERIFY2(again.ok(), messageOf(again));
    QVERIFY(again.value().startedOver);
    QVERIFY(!drift(kModel).foundSomething());
}

void ReadModelContract::manualRowsAreCountedAndKept()
{
    const auto put = [&](const char* type, std::string_view data) {
        return projection::putManualRow(writer(), library(), tenant(), type, "north", data);
    };
    const auto first = put("TeamNotes", R"({"note":"quiet", "share":0.10})");
    QVERIFY2(first.ok(), messageOf(first));
    QCOMPARE(first.value().version, 1);
    QVERIFY(first.value().isManual());
    QCOMPARE(put("TeamNotes", R"({"note":"busy"})").value().version, 2);
    const auto removed = writer().remove(tenant(), "TeamNotes", "north");
    QVERIFY2(removed.ok(), messageOf(removed));
    QVERIFY(removed.value().isDeleted);
    QCOMPARE(removed.value().version, 3);
    QCOMPARE(writer().remove(tenant(), "TeamNotes", "north").error().code, ErrorCode::NotFound);
    const auto back = put("TeamNotes", R"({"note":"back"})");
    QCOMPARE(back.value().version, 4);
    QVERIFY(!back.value().isDeleted);
    QCOMPARE(put("CallSummary", "{}").error().code, ErrorCode::AlreadyExists);
    QCOMPARE(put("TeamNotes", "[1]").error().code, ErrorCode::InvalidPayload);
    QCOMPARE(put("", "{}").error().code, ErrorCode::Usage);

    QVERIFY(catchUp(kModel).ok());
    const std::string held = rowsOf(kModel).front().modelId;
    QCOMPARE(writer().put(tenant(), kModel, held, "{}").error().code, ErrorCode::AlreadyExists);
    QCOMPARE(writer().remove(tenant(), kModel, held).error().code, ErrorCode::AlreadyExists);

    // A projection that comes later finds the row of a hand where its own should be.
    runSql("DELETE FROM read_models" + whereRow(held));
    QVERIFY(writer().put(tenant(), kModel, held, R"({"by":"hand"})").ok());
    const auto refused = rebuild(kModel);
    QVERIFY(!refused.ok());
    QCOMPARE(refused.error().code, ErrorCode::AlreadyExists);
    QVERIFY2(refused.error().message.find(held) != std::string::npos, messageOf(refused));
    QCOMPARE(member(reader().row(kModel, held, {}).value().data, "by").asText(), std::string("hand"));
}

void ReadModelContract::foreignRowsStay()
{
    QVERIFY(catchUp(kModel).ok());
    const std::string held = rowsOf(kModel).front().modelId;
    runSql("UPDATE read_models SET projection = NULL, data = '{\"theirs\":1}'" + whereRow(held));
    const Comparison found = drift(kModel);
    QCOMPARE(found.missing, std::vector<std::string>{held});
    QVERIFY(found.extra.empty() && found.different.empty());
    QVERIFY(rebuild(kModel).ok());
    const auto page = reader().rows({kModel, store::ReadModelQuery::Whose::Foreign}, {std::nullopt, 100'000}, {});
    QVERIFY(std::any_of(page.value().rows.begin(), page.value().rows.end(),
                        [&](const auto& row) { return row.modelId == held && row.data.find("theirs") != std::string::npos; }));
    QVERIFY(reader().row(kModel, held, {}).value().projection.has_value());
}

void ReadModelContract::rowsComeByPages()
{
    QVERIFY(catchUp(kModel).ok());
    store::ReadModelReader& from = reader();
    std::vector<std::string> paged;
    store::PageRequest request{std::nullopt, 7};
    do {
        const auto page = from.rows({kModel}, request, {});
        QVERIFY2(page.ok(), messageOf(page));
        for (const auto& row : page.value().rows) paged.push_back(row.modelId);
        request.after = page.value().next;
    } while (request.after);
    std::vector<std::string> whole;
    for (const auto& row : rowsOf(kModel)) whole.push_back(row.modelId);
    QCOMPARE(paged, whole);
    QVERIFY(std::is_sorted(paged.begin(), paged.end()));
    QCOMPARE(from.rows({kModel}, {store::Cursor{"log.n5"}, 7}, {}).error().code, ErrorCode::Usage);
    QCOMPARE(from.rows({kModel}, {std::nullopt, 0}, {}).error().code, ErrorCode::Usage);
    QCOMPARE(from.row(kModel, "nobody", {}).error().code, ErrorCode::NotFound);
}

void ReadModelContract::secondWriterIsTold()
{
    QVERIFY(catchUp(kModel).ok());
    const auto from = reader().checkpoint(definition(kModel)->id(), {}).value();
    store::ProjectionChange change{
        kModel, definition(kModel)->id(),
        from,   *from,
        {},     [] {
                                       return Result<std::span<const store::ProjectedRow>>(std::span<const store::ProjectedRow>()); }};
    change.from->position -= 1;
    QCOMPARE(writer().apply(tenant(), change, {}).error().code, ErrorCode::Locked);
    change.from.reset();
    QCOMPARE(writer().apply(tenant(), change, {}).error().code, ErrorCode::Locked);
}
