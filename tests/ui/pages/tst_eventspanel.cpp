// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/pages/eventspanel.h"

#include "tests/ui/sessionfixture.h"
#include "ui/models/eventsmodel.h"
#include "ui/state/verification.h"
#include "ui/widgets/windowedtable.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QTableView>

using namespace vci;
using namespace vci::testing;
using namespace vci::ui;

class TestEventsPanel : public QObject {
    Q_OBJECT

    std::shared_ptr<MemorySource> m_source;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<Verification> m_verification;
    std::unique_ptr<EventsPanel> m_panel;

    [[nodiscard]] QString cell(int row, int column) const { return m_panel->model()->index(row, column).data().toString(); }

private Q_SLOTS:
    void init()
    {
        m_source = sampleSource();
        m_session = openSession(m_source);
        IntegrityServices services;
        services.verify = [](const VerifyAsk&, const auto&, const auto&) -> Result<VerifiedSource> {
            VerifiedSource verified{verify::Report{*TenantId::tryFromString("11111111-1111-4111-8111-111111111111")}};
            verified.report.badge = verify::Badge::Pending;
            verified.report.standing.hasLog = true;
            verified.report.standing.logSize = 1'000;
            return verified;
        };
        m_verification = std::make_unique<Verification>(*m_session, services);
        m_panel = std::make_unique<EventsPanel>(*m_session, *m_verification);
        m_panel->resize(820, 400);
        m_panel->show();
        QTRY_COMPARE(m_session->sourceState(), Session::SourceState::Open);
        m_session->focusBus().openAggregate(fixtureAggregate());
        QTRY_COMPARE(m_session->timelineState(), Session::TimelineState::Loaded);
    }

    void cleanup()
    {
        m_panel.reset();
        m_verification.reset();
        m_session.reset();
    }

    void visibleRowsGetTheirDetailsInOneRequest()
    {
        QTRY_COMPARE(cell(0, EventsModel::SummaryColumn), QStringLiteral("+1 200 010 4729 → +1 800 555 0119 · inbound"));
        QCOMPARE(cell(3, EventsModel::CauseColumn), QStringLiteral("3"));
        QCOMPARE(m_source->eventsByIdCalls.load(), 1);
    }

    void proofIsShownOnceVerified()
    {
        const auto* header = m_panel->table()->view()->horizontalHeader();
        QVERIFY(header->isSectionHidden(EventsModel::ProofColumn));
        QCOMPARE(cell(0, EventsModel::ProofColumn), QString());
        m_verification->start();
        QTRY_COMPARE(m_verification->state(), Verification::State::Done);
        QVERIFY(!header->isSectionHidden(EventsModel::ProofColumn));
        QCOMPARE(cell(0, EventsModel::ProofColumn), QStringLiteral("◔"));
        const QVariant said = m_panel->model()->index(0, EventsModel::ProofColumn).data(Qt::AccessibleTextRole);
        QCOMPARE(said.toString(), QStringLiteral("Pending"));
    }

    void theSelectedRowFollowsThePlayhead()
    {
        QCOMPARE(m_panel->table()->currentPosition(), 8);
        m_session->focusBus().moveTo(4);
        QCOMPARE(m_panel->table()->currentPosition(), 3);
        QVERIFY(m_panel->model()->index(4, 0).data(EventsModel::FutureRole).toBool());
        m_session->focusBus().moveTo(0);
        QCOMPARE(m_panel->table()->currentPosition(), -1);
    }

    void keysMoveTheFocus()
    {
        m_session->focusBus().moveTo(4);
        QTest::keyClick(m_panel->table()->view(), Qt::Key_Down);
        QCOMPARE(m_session->position(), replay::Position{5});
        QTest::keyClick(m_panel->table()->view(), Qt::Key_Home);
        QCOMPARE(m_session->position(), replay::Position{1});
    }

    void enterGoesToTheCause()
    {
        QTRY_VERIFY(m_panel->model()->details(5) != nullptr);
        m_session->focusBus().moveTo(6, FocusBus::Step::Jump);
        QTest::keyClick(m_panel->table()->view(), Qt::Key_Return);
        QCOMPARE(m_session->position(), replay::Position{5});
        m_session->focusBus().goBack();
        QCOMPARE(m_session->position(), replay::Position{6});
    }

    void copyTakesTheFullRow()
    {
        QTRY_VERIFY(m_panel->model()->details(0) != nullptr);
        m_session->focusBus().moveTo(1);
        m_panel->copyRow();
        QCOMPARE(QGuiApplication::clipboard()->text(), m_panel->model()->rowText(0));
        QVERIFY(QGuiApplication::clipboard()->text().contains(QStringLiteral("10:02:11.000000 UTC")));
    }

    void failureIsSaidInTheRow()
    {
        auto source = sampleSource();
        auto session = openSession(source);
        Verification unverified(*session, {});
        EventsPanel panel(*session, unverified);
        panel.resize(820, 400);
        QTRY_COMPARE(session->sourceState(), Session::SourceState::Open);
        session->focusBus().openAggregate(fixtureAggregate());
        QTRY_COMPARE(session->timelineState(), Session::TimelineState::Loaded);
        QTRY_VERIFY(panel.model()->details(0) != nullptr);
        source->failure = makeError(ErrorCode::NotPermitted, "permission denied for table event_store");
        panel.model()->setTimeline(nullptr, nullptr);
        Q_EMIT session->timelineChanged();
        panel.show();
        QTRY_VERIFY(panel.model()->details(0) != nullptr);
        const QModelIndex index = panel.model()->index(0, EventsModel::SummaryColumn);
        QCOMPARE(index.data(EventsModel::CellStateRole).toInt(), int(EventsModel::CellState::Failed));
        QVERIFY(!index.data().toString().isEmpty());
    }
};

QTEST_MAIN(TestEventsPanel)
#include "tst_eventspanel.moc"
