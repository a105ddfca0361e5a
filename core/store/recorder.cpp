// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/store/recorder.h"

#include "core/json/read.h"
#include "core/store/gate.h"

#include <exception>
#include <span>
#include <utility>

namespace vci::store {

namespace {

/// What was thrown where it says nothing of itself.
constexpr const char* kNoException = "something that is no exception";

/// Appends a member whose value is JSON text already.
void addRaw(std::string& object, std::string_view name, std::string_view json)
{
    object += object.size() > 1 ? "," : "";
    json::appendQuoted(object, name);
    object += ':';
    object += json;
}

void addText(std::string& object, std::string_view name, std::string_view text)
{
    std::string quoted;
    json::appendQuoted(quoted, text);
    addRaw(object, name, quoted);
}

/// The line that `append` would read. Each payload is read by itself first: a text that is more than one value could otherwise
/// bring members of its own.
Result<std::string> inputLine(std::string_view aggregateType, const Recording& recording)
{
    VCI_TRY([[maybe_unused]] const auto data, json::readStrict(recording.eventData, "/event_data"));
    VCI_TRY([[maybe_unused]] const auto metadata, json::readStrict(recording.metadata, "/metadata"));
    std::string line = "{";
    if (recording.id) addText(line, "id", recording.id->toString());
    addText(line, "aggregate_id", recording.aggregateId.toString());
    addText(line, "aggregate_type", aggregateType);
    addText(line, "event_type", recording.eventType);
    if (recording.causationId) addText(line, "causation_id", recording.causationId->toString());
    if (recording.correlationId) addText(line, "correlation_id", recording.correlationId->toString());
    if (recording.expectedSequence) addRaw(line, "expected_sequence", std::to_string(*recording.expectedSequence));
    addRaw(line, "event_data", recording.eventData);
    addRaw(line, "metadata", recording.metadata);
    return line + "}";
}

}  // namespace

Result<Recorded> Recorder::store(std::string_view aggregateType, const Recording& recording)
{
    VCI_TRY(const std::string line, inputLine(aggregateType, recording));
    VCI_TRY(const GatedEvent gated, checkNewEvent(line, *m_catalog, Stamping::ByStore));
    VCI_TRY(auto outcome, m_writer.append(m_tenant, std::span(&gated.event, 1), Stamping::ByStore));
    if (!outcome.last) return makeError(ErrorCode::Internal, "the store took an event and did not say which");
    Recorded recorded{std::move(*outcome.last), outcome.appended == 1, outcome.sequenced};
    if (m_makeSnapshot && !outcome.snapshotsDue.empty()) makeSnapshot(recorded);
    if (recorded.isNew) tellHandlers(recorded);
    return recorded;
}

Result<Recorded> Recorder::storeOf(std::string_view family, std::string_view aggregateType, const Recording& recording)
{
    const catalog::EventType* const type = m_catalog->find(recording.eventType);
    if (type != nullptr && type->family != family) {
        Error error = makeError(ErrorCode::InvalidPayload,
                                recording.eventType + " is of the family " + type->family + ", not " + std::string(family));
        error.place.pointer = "/event_type";
        return error;
    }
    return store(aggregateType, recording);
}

void Recorder::registerHandler(std::string eventType, Handler handler)
{
    m_handlers[std::move(eventType)].push_back(std::move(handler));
}

void Recorder::setSnapshots(SnapshotPolicy policy, MakeSnapshot make)
{
    m_makeSnapshot = std::move(make);
    m_writer.setSnapshotPolicy(std::move(policy));
}

void Recorder::makeSnapshot(Recorded& recorded) const
{
    try {
        const auto made = m_makeSnapshot(recorded.event.aggregateId);
        recorded.snapshotMade = made.ok() && made.value();
        if (!made.ok()) recorded.snapshotFailure = made.error().message;
    } catch (const std::exception& failure) {
        recorded.snapshotFailure = failure.what();
    } catch (...) {
        recorded.snapshotFailure = kNoException;
    }
}

void Recorder::tellHandlers(Recorded& recorded)
{
    m_untold.push_back(recorded.event);
    recorded.told = !m_isTelling;
    if (m_isTelling) return;  // the call of store() that tells now goes on with it
    struct Telling {
        explicit Telling(Recorder& recorder)
            : of(recorder)
        {
            of.m_isTelling = true;
        }
        ~Telling()
        {
            of.m_isTelling = false;
            of.m_untold.clear();
        }
        Telling(const Telling&) = delete;
        Telling& operator=(const Telling&) = delete;
        Recorder& of;
    };
    const Telling telling(*this);
    for (; !m_untold.empty(); m_untold.pop_front()) tell(m_untold.front(), recorded.handlerFailures);
}

void Recorder::tell(const Event& event, std::vector<std::string>& failures) const
{
    const auto found = m_handlers.find(event.eventType);
    if (found == m_handlers.end()) return;
    // A handler may register others: they are behind these, and called from the next event on.
    const std::size_t count = found->second.size();
    for (std::size_t i = 0; i < count; ++i) {
        try {
            found->second[i](event);
        } catch (const std::exception& failure) {
            failures.emplace_back(failure.what());
        } catch (...) {
            failures.emplace_back(kNoException);
        }
    }
}

}  // namespace vci::store
