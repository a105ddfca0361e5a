// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/state/verification.h"

#include "tests/ui/sessionfixture.h"
#include "ui/models/pacewords.h"

#include <QSignalSpy>
#include <QTest>

using namespace vci;
using namespace vci::ui;
using namespace vci::testing;

class TestVerification : public QObject {
    Q_OBJECT

    std::unique_ptr<Session> m_session;
    std::unique_ptr<Verification> m_verification;

    /// A verification that answers.
    void make(Result<VerifiedSource> answer)
    {
        IntegrityServices services;
        services.verify = [answer](const VerifyAsk&, const auto& progress, const auto&) {
            progress(verify::Pace{verify::Step::Events, 1, 1, 5, 10, 500});
            return answer;
        };
        open(services);
    }
    /// One that goes on until it is cancelled.
    void makeEndless()
    {
        IntegrityServices services;
        services.verify = [](const VerifyAsk&, const auto& progress, const std::stop_token& stop) -> Result<VerifiedSource> {
            while (!stop.stop_requested()) progress(verify::Pace{verify::Step::Snapshots, 2, 4, 1200, -1, 250});
            return cancelled();
        };
        open(services);
    }
    void open(const IntegrityServices& services)
    {
        m_session = openSession(sampleSource());
        m_verification = std::make_unique<Verification>(*m_session, services);
        QTRY_COMPARE(m_session->sourceState(), Session::SourceState::Open);
    }
    [[nodiscard]] static VerifiedSource verified()
    {
        VerifiedSource made{verify::Report{*TenantId::tryFromString("11111111-1111-4111-8111-111111111111")}};
        verify::Standing& standing = made.report.standing;
        standing.hasLog = true;
        standing.logSize = 10;
        standing.mismatchBelow = 2;
        standing.unknownBelow = 3;
        standing.verifiedBelow = 5;
        standing.signedBelow = 8;
        standing.altered = {*EventId::tryFromString("0000000a-0000-4000-8000-000000000001")};
        return made;
    }

private Q_SLOTS:
    void cleanup()
    {
        m_verification.reset();
        m_session.reset();
    }

    void claimsNothingBeforeAndAfterAnotherSource()
    {
        make(verified());
        QCOMPARE(m_verification->state(), Verification::State::NotRun);
        QVERIFY(!m_verification->result());
        m_verification->start();
        QTRY_COMPARE(m_verification->state(), Verification::State::Done);
        QVERIFY(m_verification->result());
        m_session->close();
        QVERIFY(!m_verification->result());
        QVERIFY(!m_verification->isAvailable());
    }

    void aFailureIsNoResult()
    {
        make(makeError(ErrorCode::Unreachable, "gone"));
        m_verification->start();
        QTRY_COMPARE(m_verification->state(), Verification::State::Failed);
        QVERIFY(!m_verification->result());
        QCOMPARE(m_verification->error()->message, std::string("gone"));
    }

    void eachEventHasTheFirstBadgeThatApplies_data()
    {
        QTest::addColumn<int>("pos");
        QTest::addColumn<int>("badge");
        const auto row = [](const char* name, int pos, verify::Badge badge) { QTest::newRow(name) << pos << int(badge); };
        row("below a broken checkpoint", 1, verify::Badge::Mismatch);
        row("below an anchor that was not checked", 2, verify::Badge::Unknown);
        row("anchored", 4, verify::Badge::Verified);
        row("signed", 7, verify::Badge::SignedOnly);
        row("after the newest checkpoint", 9, verify::Badge::Pending);
        row("queued", -1, verify::Badge::Pending);
    }
    void eachEventHasTheFirstBadgeThatApplies()
    {
        QFETCH(int, pos);
        QFETCH(int, badge);
        make(verified());
        m_verification->start();
        QTRY_COMPARE(m_verification->state(), Verification::State::Done);
        const auto other = *EventId::tryFromString("0000000a-0000-4000-8000-000000000002");
        const auto at = pos < 0 ? std::nullopt : std::optional(LogIndex(pos));
        QCOMPARE(int(*m_verification->badgeOf(fixtureAggregate(), other, at)), badge);
        const auto altered = *EventId::tryFromString("0000000a-0000-4000-8000-000000000001");
        QCOMPARE(m_verification->badgeOf(fixtureAggregate(), altered, at), std::optional(verify::Badge::Mismatch));
    }

    void tellsTheStepAndTheWhole()
    {
        makeEndless();
        m_verification->start();
        QVERIFY(!m_verification->pace());
        QTRY_VERIFY(m_verification->pace());
        QCOMPARE(paceText(m_verification->pace()), QStringLiteral("Verifying: 25 %, step 2 of 4, snapshots: 1\u202f200"));
        m_verification->cancel();
        QTRY_COMPARE(m_verification->state(), Verification::State::Cancelled);
        m_verification->start();
        QVERIFY(!m_verification->pace());
    }

    void saysNothingOfEventsThatItDidNotSee()
    {
        make(verified());
        m_verification->start(*AggregateId::tryFromString("0000000b-0000-4000-8000-000000000001"));
        QTRY_COMPARE(m_verification->state(), Verification::State::Done);
        const auto event = *EventId::tryFromString("0000000a-0000-4000-8000-000000000001");
        QVERIFY(!m_verification->badgeOf(fixtureAggregate(), event, LogIndex(1)));
        m_verification->start();
        QTRY_COMPARE(m_verification->state(), Verification::State::Done);
        QVERIFY(!m_verification->badgeOf(fixtureAggregate(), event, LogIndex(10)));
    }
};

QTEST_GUILESS_MAIN(TestVerification)
#include "tst_verification.moc"
