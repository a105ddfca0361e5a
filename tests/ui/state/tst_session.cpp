// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/state/session.h"

#include "tests/ui/sessionfixture.h"

#include <QSignalSpy>
#include <QTest>

using namespace vci;
using namespace vci::ui;
using namespace vci::testing;

namespace {

/// A reader that shows other tenants than the source's own.
class TenantsReader : public MemoryReader {
public:
    TenantsReader(std::shared_ptr<MemorySource> source, std::vector<Tenant> tenants)
        : MemoryReader(std::move(source))
        , m_tenants(std::move(tenants))
    {
    }
    [[nodiscard]] Result<std::vector<Tenant>> tenants() override { return m_tenants; }

private:
    std::vector<Tenant> m_tenants;
};

const Tenant kAcme{*TenantId::tryFromString("11111111-1111-4111-8111-111111111111"), "Acme Telecom"};
const Tenant kOther{*TenantId::tryFromString("22222222-2222-4222-8222-222222222222"), "Other"};

std::unique_ptr<Session> sessionWith(std::vector<Tenant> tenants)
{
    auto source = sampleSource();
    return std::make_unique<Session>(
        [source, tenants](const std::string&) -> Result<std::unique_ptr<store::EventReader>> {
            return std::unique_ptr<store::EventReader>(std::make_unique<TenantsReader>(source, tenants));
        },
        catalog::Catalog::builtIn());
}

}  // namespace

class TestSession : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void onlyTenantIsChosen()
    {
        const auto session = sessionWith({kAcme});
        session->open(QStringLiteral("x"));
        QCOMPARE(session->sourceState(), Session::SourceState::Opening);
        QTRY_COMPARE(session->sourceState(), Session::SourceState::Open);
        QCOMPARE(session->tenant()->id, kAcme.id);
    }

    void severalTenantsAreAskedFor()
    {
        const auto session = sessionWith({kAcme, kOther});
        session->open(QStringLiteral("x"));
        QTRY_COMPARE(session->sourceState(), Session::SourceState::ChoosingTenant);
        QCOMPARE(session->tenants().size(), std::size_t(2));
        session->chooseTenant(kOther.id);
        QCOMPARE(session->sourceState(), Session::SourceState::Open);
        QCOMPARE(session->tenant()->id, kOther.id);
    }

    void namedTenantIsNotAskedFor()
    {
        const auto session = sessionWith({kAcme, kOther});
        session->open(QStringLiteral("x"), kOther.id);
        QTRY_COMPARE(session->sourceState(), Session::SourceState::Open);
        QCOMPARE(session->tenant()->id, kOther.id);
    }

    void unknownTenantIsToldAndAskedForAgain()
    {
        const auto session = sessionWith({kAcme});
        session->open(QStringLiteral("x"), kOther.id);
        QTRY_COMPARE(session->sourceState(), Session::SourceState::ChoosingTenant);
        QCOMPARE(session->sourceError()->code, ErrorCode::NotFound);
        QVERIFY(session->sourceError()->message.find(kOther.id.toString()) != std::string::npos);
        session->chooseTenant(kAcme.id);
        QCOMPARE(session->sourceState(), Session::SourceState::Open);
        QVERIFY(!session->sourceError());
    }

    void emptySourceIsOpenWithoutTenant()
    {
        const auto session = sessionWith({});
        session->open(QStringLiteral("x"));
        QTRY_COMPARE(session->sourceState(), Session::SourceState::Open);
        QVERIFY(!session->tenant());
    }

    void failureToOpenIsTold()
    {
        Session session(
            [](const std::string&) -> Result<std::unique_ptr<store::EventReader>> {
                return makeError(ErrorCode::NotACaseFile, "no case file");
            },
            catalog::Catalog::builtIn());
        session.open(QStringLiteral("x"));
        QTRY_COMPARE(session.sourceState(), Session::SourceState::Failed);
        QCOMPARE(session.sourceError()->code, ErrorCode::NotACaseFile);
    }

    void timelineOfTheFocusIsLoadedAtItsEnd()
    {
        const auto session = openSession(sampleSource());
        QTRY_COMPARE(session->sourceState(), Session::SourceState::Open);
        QSignalSpy positions(session.get(), &Session::positionChanged);
        session->focusBus().openAggregate(fixtureAggregate());
        QCOMPARE(session->timelineState(), Session::TimelineState::Loading);
        QVERIFY(!session->timeline());
        QTRY_COMPARE(session->timelineState(), Session::TimelineState::Loaded);
        QCOMPARE(session->position(), session->timeline()->size());
        QCOMPARE(session->focusBus().focus().position, std::optional(session->timeline()->size()));
        // Once that there is none, once that it stands at the end: not a third time for the focus made definite.
        QCOMPARE(positions.count(), 2);
    }

    void eventOfTheFocusBecomesItsPosition()
    {
        const auto session = openSession(sampleSource());
        QTRY_COMPARE(session->sourceState(), Session::SourceState::Open);
        session->focusBus().openEvent(fixtureAggregate(), fixtureId(2));
        QTRY_COMPARE(session->timelineState(), Session::TimelineState::Loaded);
        QCOMPARE(session->position(), replay::Position(3));
        session->focusBus().openEvent(fixtureAggregate(), fixtureId(4));
        QCOMPARE(session->position(), replay::Position(5));
        session->focusBus().goBack();
        QCOMPARE(session->position(), replay::Position(3));
    }

    void positionIsBoundedByTheTimeline()
    {
        const auto session = openSession(sampleSource());
        QTRY_COMPARE(session->sourceState(), Session::SourceState::Open);
        session->focusBus().openAggregate(fixtureAggregate());
        QTRY_COMPARE(session->timelineState(), Session::TimelineState::Loaded);
        session->focusBus().moveTo(1'000'000);
        QCOMPARE(session->position(), session->timeline()->size());
    }

    void olderAnswersAreDropped()
    {
        const auto session = openSession(sampleSource());
        QTRY_COMPARE(session->sourceState(), Session::SourceState::Open);
        const auto unknown = *AggregateId::tryFromString("99999999-0000-4000-8000-000000000001");
        session->focusBus().openAggregate(fixtureAggregate());
        session->focusBus().openAggregate(unknown);
        session->focusBus().openAggregate(fixtureAggregate());
        QTRY_COMPARE(session->timelineState(), Session::TimelineState::Loaded);
        QCOMPARE(session->timeline()->aggregateId(), fixtureAggregate());
        session->focusBus().openAggregate(unknown);
        QTRY_COMPARE(session->timelineState(), Session::TimelineState::Failed);
        QCOMPARE(session->timelineError()->code, ErrorCode::NotFound);
    }

    void anotherSourceForgetsTheFocus()
    {
        const auto session = openSession(sampleSource());
        QTRY_COMPARE(session->sourceState(), Session::SourceState::Open);
        session->focusBus().openAggregate(fixtureAggregate());
        session->open(QStringLiteral("y"));
        QVERIFY(!session->focusBus().focus().aggregate);
        QCOMPARE(session->timelineState(), Session::TimelineState::None);
        QTRY_COMPARE(session->sourceState(), Session::SourceState::Open);
    }
};

QTEST_GUILESS_MAIN(TestSession)
#include "tst_session.moc"
