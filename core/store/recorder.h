// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/catalog/catalog.h"
#include "core/store/writer.h"

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vci::store {

/// What a program records: payloads as JSON text, checked by the gate of append (DESIGN 3.2).
struct Recording {
    AggregateId aggregateId;
    std::string eventType;
    std::string eventData = "{}";
    std::string metadata = "{}";
    std::optional<EventId> id = {};  ///< makes a repetition harmless
    std::optional<EventId> causationId = {};
    std::optional<CorrelationId> correlationId = {};
    std::optional<std::int64_t> expectedSequence = {};
};

struct Recorded {
    Event event;            ///< as stored
    bool isNew = true;      ///< false: the id was stored already with the same content; no handler was called
    bool sequenced = true;  ///< false: it waits for its place in the log
    std::vector<std::string> handlerFailures =
        {};                            ///< what handlers threw, in their order; those of events that they stored, too
    bool snapshotMade = false;         ///< after it, by setSnapshots()
    std::string snapshotFailure = {};  ///< why a snapshot that was due could not be made; empty: none failed
    bool told = true;                  ///< false: stored by a handler; its own are called once those of the events before it were
};

/// Appends one event at a time for a program that is itself the platform, and tells handlers after each commit. One thread.
class Recorder {
public:
    /// Called with the event as stored.
    using Handler = std::function<void(const Event&)>;

    /// writer outlives the recorder.
    Recorder(EventWriter& writer, TenantId tenant, std::shared_ptr<const catalog::Catalog> catalog)
        : m_writer(writer)
        , m_tenant(tenant)
        , m_catalog(std::move(catalog))
    {
    }

    /// Errors: those of checkNewEvent() and of EventWriter; nothing is stored and no handler called then.
    [[nodiscard]] Result<Recorded> store(std::string_view aggregateType, const Recording& recording);

    /// The same for the families of the built-in catalogue. InvalidPayload where the event's type is of another family.
    [[nodiscard]] Result<Recorded> storeCallEvent(const Recording& call) { return storeOf("call", "Call", call); }
    [[nodiscard]] Result<Recorded> storeCustomerEvent(const Recording& customer)
    {
        return storeOf("customer", "Customer", customer);
    }
    [[nodiscard]] Result<Recorded> storeAgentEvent(const Recording& agent) { return storeOf("agent", "Agent", agent); }
    /// What the assistant does within a call.
    [[nodiscard]] Result<Recorded> storeAiEvent(const Recording& call) { return storeOf("ai", "Call", call); }
    [[nodiscard]] Result<Recorded> storeTransactionEvent(const Recording& payment)
    {
        return storeOf("transaction", "Transaction", payment);
    }
    [[nodiscard]] Result<Recorded> storeCreditEvent(const Recording& credit) { return storeOf("credit", "Credit", credit); }
    [[nodiscard]] Result<Recorded> storeSecurityEvent(const Recording& user) { return storeOf("security", "User", user); }

    /// handler is called for every new event of the type, after its commit; several in the order of their registration. One that
    /// throws is reported in Recorded and keeps neither the event nor the others from anybody. A handler may store and register:
    /// every handler is told of events in the order of their commits, and one that was registered meanwhile from the next on.
    void registerHandler(std::string eventType, Handler handler);

    /// Makes a snapshot of an aggregate: replay::SnapshotMaker::make(). True where it made one.
    using MakeSnapshot = std::function<Result<bool>(AggregateId)>;
    /// From now on make is called after each commit that the policy names, before the handlers. What goes wrong there is
    /// reported in Recorded and keeps the event from nobody.
    void setSnapshots(SnapshotPolicy policy, MakeSnapshot make);

private:
    [[nodiscard]] Result<Recorded> storeOf(std::string_view family, std::string_view aggregateType, const Recording& recording);
    void tellHandlers(Recorded& recorded);
    void tell(const Event& event, std::vector<std::string>& failures) const;
    void makeSnapshot(Recorded& recorded) const;

    EventWriter& m_writer;
    TenantId m_tenant;
    std::shared_ptr<const catalog::Catalog> m_catalog;
    std::map<std::string, std::deque<Handler>, std::less<>> m_handlers;  ///< a deque moves none of them when it grows
    std::deque<Event> m_untold;                                          ///< in the order of their commits
    bool m_isTelling = false;
    MakeSnapshot m_makeSnapshot;
};

}  // namespace vci::store
