// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/dialogs/triagedialog.h"

#include "tests/ui/sessionfixture.h"
#include "ui/state/verification.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QPushButton>
#include <QTest>

using namespace vci;
using namespace vci::ui;
using namespace vci::testing;

/// The dialog by keys alone.
class TestTriageDialog : public QObject {
    Q_OBJECT

    std::unique_ptr<Session> m_session;
    std::unique_ptr<Verification> m_verification;

    /// What has the keyboard, by its name or its text.
    [[nodiscard]] static QString focused()
    {
        const QWidget* widget = QApplication::focusWidget();
        if (widget == nullptr) return {};
        const auto* button = qobject_cast<const QPushButton*>(widget);
        return button != nullptr ? button->text() : widget->accessibleName();
    }

private Q_SLOTS:
    void initTestCase() { Theme::instance().install(); }

    void tabReachesEverything()
    {
        IntegrityServices services;
        services.verify = [](const VerifyAsk&, const auto&, const auto&) -> Result<VerifiedSource> {
            return VerifiedSource{verify::Report{*TenantId::tryFromString("11111111-1111-4111-8111-111111111111")}};
        };
        services.triage = [](store::EventReader&, const TriageAsk& ask, const auto&) -> Result<Triaged> {
            return Triaged{ask.event, {"memory", std::string(R"({"event_data":{"amount":"1"}})"), Sha256{}}};
        };
        m_session = openSession(sampleSource());
        m_verification = std::make_unique<Verification>(*m_session, services);
        QTRY_COMPARE(m_session->sourceState(), Session::SourceState::Open);
        m_verification->start();
        QTRY_COMPARE(m_verification->state(), Verification::State::Done);
        Finding finding{FindingKind::EventAltered, Severity::Error, {}, {}, fixtureId(1), {}, {}, "It was altered"};
        QWidget window;
        Theme::instance().dress(window);
        window.resize(1024, 768);
        window.show();
        TriageDialog dialog(*m_session, *m_verification, finding, &window);
        dialog.open();
        dialog.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&dialog));
        QTRY_VERIFY(dialog.isRead());
        QTRY_COMPARE(focused(), QStringLiteral("Fields of the event"));
        const QStringList round = {QStringLiteral("Fields of the event"), QStringLiteral("Compare with a case file…"),
                                   QStringLiteral("Copy as text"), QStringLiteral("Close")};
        QStringList visited;
        for (int i = 0; i < 8; ++i) {
            visited += focused();
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        }
        QCOMPARE(visited, round + round);
        for (int i = 0; i < 4; ++i) QTest::keyClick(QApplication::focusWidget(), Qt::Key_Backtab);
        QCOMPARE(focused(), round.first());
    }
};

QTEST_MAIN(TestTriageDialog)
#include "tst_triagedialog.moc"
