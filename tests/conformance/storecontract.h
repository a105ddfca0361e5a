// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/store/reader.h"
#include "tests/conformance/madehistory.h"

#include <QObject>
#include <QString>

#include <cstdint>
#include <functional>
#include <memory>

namespace vci::test {

/// The read contract (core/store/reader.h), asked of a backend that holds the made history. A backend is a small subclass; its
/// own rows stand in classes of their own.
class StoreContract : public QObject {
    Q_OBJECT

public:
    using Ask = std::function<void(store::EventReader&)>;

protected:
    /// Puts the history into the backend. The message of an error that means "cannot run here" starts with SKIP.
    [[nodiscard]] virtual Result<void> load(const History& history) = 0;
    /// A new reader of what load() made.
    [[nodiscard]] virtual Result<std::unique_ptr<store::EventReader>> open() = 0;
    /// What a question costs, in units of the backend's own counting: steps of its machine, or rows and index entries read.
    /// Never time. A scan of the history costs at least as many units as it has events.
    [[nodiscard]] virtual std::int64_t costOf(TenantId tenant, const Ask& ask) = 0;

    /// A new reader with the tenant in force.
    [[nodiscard]] Result<std::unique_ptr<store::EventReader>> openFor(TenantId tenant);

private Q_SLOTS:
    void initTestCase();
    void says();
    void listsTenants();
    void refusesWithoutTenant();
    void refusesUnknownTenant();
    void counts_data();
    void counts();

    void aggregatesInOrder_data();
    void aggregatesInOrder();
    void skipsAggregates_data();
    void skipsAggregates();
    void countsTypes();
    void givesOneAggregate();

    void replaysInOrder_data();
    void replaysInOrder();
    void visits();
    void visitEndsEarly();
    void listsEventsInOrder_data();
    void listsEventsInOrder();
    void findsEventsById();
    void keepsTenantsApart();
    void givesEffects_data();
    void givesEffects();
    void givesCorrelated_data();
    void givesCorrelated();

    void finds_data();
    void finds();
    void findsWithinLimit();
    void findTellsProgress();

    void refusesCursors_data();
    void refusesCursors();
    void refusesEmptyPages();
    void pageAfterTheEnd();
    void pagesCostTheSame_data();
    void pagesCostTheSame();

    void listsSnapshots_data();
    void listsSnapshots();
    void givesNewestSnapshot_data();
    void givesNewestSnapshot();
    void knowsWholeAggregates_data();
    void knowsWholeAggregates();
    void visitsRanges_data();
    void visitsRanges();
    void tailsCostTheirLength();

    void stopsBeforeItStarts();
    void stopsInTheMiddle();
    void interruptEndsAVisit();
    void flags();

private:
    History m_history;
};

}  // namespace vci::test
