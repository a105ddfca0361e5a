// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/pages/integritypanel.h"

#include "tests/ui/sessionfixture.h"
#include "ui/models/findingsmodel.h"
#include "ui/state/verification.h"
#include "ui/theme/theme.h"
#include "ui/widgets/detailstext.h"
#include "ui/widgets/quiettable.h"

#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QTest>

using namespace vci;
using namespace vci::ui;
using namespace vci::testing;

/// What the page says of a verification, and that it says it in every size.
class TestIntegrityPanel : public QObject {
    Q_OBJECT

    std::unique_ptr<Session> m_session;
    std::unique_ptr<Verification> m_verification;
    std::unique_ptr<IntegrityPanel> m_panel;

    void show(const verify::Report& report, QSize size = {800, 420})
    {
        IntegrityServices services;
        services.verify = [report](const VerifyAsk&, const auto&, const auto&) -> Result<VerifiedSource> {
            VerifiedSource made{report};
            made.trustFile = "/home/anna/.config/voicecore/trust.json";
            return made;
        };
        m_session = openSession(sampleSource());
        m_verification = std::make_unique<Verification>(*m_session, services);
        QTRY_COMPARE(m_session->sourceState(), Session::SourceState::Open);
        m_panel = std::make_unique<IntegrityPanel>(*m_session, *m_verification);
        Theme::instance().dress(*m_panel);
        m_panel->resize(size);
        m_panel->show();
    }
    void run(std::optional<AggregateId> aggregate = {}, Network network = Network::Ask)
    {
        m_verification->start(aggregate, network);
        QTRY_COMPARE(m_verification->state(), Verification::State::Done);
        QCoreApplication::sendPostedEvents();
    }
    [[nodiscard]] static verify::Report sound(std::int64_t events)
    {
        verify::Report report{*TenantId::tryFromString("11111111-1111-4111-8111-111111111111")};
        report.badge = verify::Badge::Verified;
        report.coverage.verified = report.events = events;
        report.aggregates = 1;
        report.hasLog = true;
        report.reason = "Every event is in a checkpoint that a final transaction on the chain anchors";
        return report;
    }
    [[nodiscard]] static verify::Report flawed()
    {
        verify::Report report = sound(5);
        report.badge = verify::Badge::Unknown;
        const char* const message =
            "The anchor could not be checked: nobody could be asked for its transaction (no endpoint is set)";
        report.findings.push_back({FindingKind::SourceUnreachable, Severity::Warning, {}, {}, {}, "an answer", "none", message});
        report.findings.push_back({FindingKind::SequenceGap, Severity::Warning, {}, {}, {}, "", "", "Sequence 3 is missing"});
        return report;
    }
    [[nodiscard]] QString label(const QString& part) const
    {
        for (const auto* each : m_panel->findChildren<QLabel*>())
            if (each->isVisible() && each->text().contains(part)) return each->text();
        return {};
    }

private Q_SLOTS:
    void initTestCase()
    {
        Theme::instance().setScheme(ColorScheme::Light);
        Theme::instance().install();
    }
    void cleanup()
    {
        m_panel.reset();
        m_verification.reset();
        m_session.reset();
    }

    void aWholeRunLeavesNothingOut()
    {
        show(sound(12));
        run();
        QVERIFY(!label(QStringLiteral("Every check agrees, and none was left out.")).isEmpty());
        QVERIFY(!label(QStringLiteral("12 events in 1 aggregate")).isEmpty());
        QCOMPARE(label(QStringLiteral("Verified")), QStringLiteral("✓ Verified"));
    }

    void aRunOfOneAggregateSaysWhatItDidNotLookAt()
    {
        show(sound(1));
        run(fixtureAggregate());
        const QString id = QString::fromLatin1(fixtureAggregate().toString().c_str(), 8);
        QVERIFY(label(QStringLiteral("none was left out")).isEmpty());
        QCOMPARE(label(QStringLiteral("✓")), QStringLiteral("✓ Verified · one aggregate"));
        QVERIFY(!label(QStringLiteral("Nothing was found in aggregate ") + id).isEmpty());
        QVERIFY(!label(QStringLiteral("Of aggregate %1 alone: Every event").arg(id)).isEmpty());
        QVERIFY(!label(QStringLiteral("Events of the other aggregates were not looked at")).isEmpty());
        QVERIFY(!label(QStringLiteral("only the 1 event of aggregate ") + id).isEmpty());
    }

    void aRunWithoutNetworkSaysSo()
    {
        show(sound(12));
        run({}, Network::Leave);
        QVERIFY(label(QStringLiteral("none was left out")).isEmpty());
        QVERIFY(!label(QStringLiteral("Nobody was asked over the network")).isEmpty());
    }

    void saysWhenAndByWhoseWordInEverySize_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::addColumn<bool>("isSound");
        QTest::newRow("wide and high") << QSize(1100, 600) << true;
        QTest::newRow("the drawer of a small window") << QSize(527, 333) << true;
        QTest::newRow("the same with findings") << QSize(527, 333) << false;
        QTest::newRow("very low") << QSize(527, 215) << true;
        QTest::newRow("very low with findings") << QSize(527, 215) << false;
    }
    void saysWhenAndByWhoseWordInEverySize()
    {
        QFETCH(QSize, size);
        QFETCH(bool, isSound);
        show(isSound ? sound(5) : flawed(), size);
        run();
        const QString facts = label(QStringLiteral("as of "));
        QVERIFY(!facts.isEmpty());
        QVERIFY2(facts.contains(QStringLiteral("no key is trusted in trust.json")), qPrintable(facts));
        QCOMPARE(m_panel->size(), size);
    }

    /// A text that the row shows whole is not said twice, one that it does not is not lost.
    void theDetailsFollowTheWidth()
    {
        show(flawed(), {1300, 500});
        run();
        auto* details = m_panel->findChild<DetailsText*>();
        auto* view = m_panel->findChild<QuietTable*>();
        view->setCurrentIndex(view->model()->index(1, 0));
        const QString message = QStringLiteral("(no endpoint is set)");
        QTRY_VERIFY(details->isVisible());
        QVERIFY(!details->toPlainText().contains(message));
        m_panel->resize(420, 500);
        QTRY_VERIFY(details->toPlainText().contains(message));
        m_panel->resize(1300, 500);
        QTRY_VERIFY(!details->toPlainText().contains(message));
    }

    void theMenuOfKindsLeadsBackToAll()
    {
        show(flawed(), {527, 250});
        run();
        QPushButton* kinds = nullptr;
        for (auto* button : m_panel->findChildren<QPushButton*>())
            if (button->menu() != nullptr) kinds = button;
        QVERIFY(kinds != nullptr && kinds->isVisible());
        const auto entry = [kinds](const QString& text) {
            for (QAction* action : kinds->menu()->actions())
                if (action->text().startsWith(text)) return action;
            return static_cast<QAction*>(nullptr);
        };
        QVERIFY(entry(QStringLiteral("All kinds"))->isChecked());
        entry(QStringLiteral("Gap in the sequence"))->trigger();
        QCOMPARE(m_panel->model().rowCount(), 1);
        QVERIFY(!entry(QStringLiteral("All kinds"))->isChecked());
        entry(QStringLiteral("All kinds"))->trigger();
        QCOMPARE(m_panel->model().rowCount(), 2);
        QCOMPARE(kinds->text(), QStringLiteral("All kinds ▼"));
    }
};

QTEST_MAIN(TestIntegrityPanel)
#include "tst_integritypanel.moc"
