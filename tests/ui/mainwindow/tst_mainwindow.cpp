// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/mainwindow/mainwindow.h"

#include "tests/ui/listreader.h"
#include "tests/ui/sessionfixture.h"
#include "ui/mainwindow/evidencedesk.h"
#include "ui/mainwindow/topbar.h"
#include "ui/mainwindow/workspace.h"
#include "ui/pages/aggregatespanel.h"
#include "ui/pages/eventspanel.h"
#include "ui/state/activitylog.h"
#include "ui/state/casework.h"
#include "ui/state/operatormode.h"
#include "ui/state/recentsources.h"
#include "ui/state/samplesource.h"
#include "ui/state/verification.h"
#include "ui/theme/theme.h"
#include "ui/widgets/windowedtable.h"

#include <QDialog>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QStandardPaths>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

using namespace vci;
using namespace vci::ui;
using namespace vci::testing;

class TestMainWindow : public QObject {
    Q_OBJECT

    std::shared_ptr<MemorySource> m_source;
    std::unique_ptr<RecentSources> m_recent;
    std::unique_ptr<SampleSource> m_sample;
    std::unique_ptr<Session> m_session;
    QTemporaryDir m_folder;
    std::unique_ptr<OperatorMode> m_mode;
    std::unique_ptr<Verification> m_verification;
    std::unique_ptr<MainWindow> m_window;
    std::optional<Error> m_openError;

    [[nodiscard]] OpenSource opener()
    {
        return [this](const std::string&) -> Result<std::unique_ptr<store::EventReader>> {
            if (m_openError) return *m_openError;
            return std::unique_ptr<store::EventReader>(std::make_unique<MemoryReader>(m_source));
        };
    }
    /// Opens the source and stands on the sample call's end.
    void openCall()
    {
        m_window->openSource(QStringLiteral("memory"));
        QTRY_COMPARE(m_session->sourceState(), Session::SourceState::Open);
        m_session->focusBus().openAggregate(fixtureAggregate());
        QTRY_COMPARE(m_session->timelineState(), Session::TimelineState::Loaded);
        QTRY_VERIFY(m_window->isActiveWindow());
        m_window->workspace()->events().table()->view()->setFocus();
    }
    [[nodiscard]] QLineEdit* findField() const { return m_window->topBar().findChild<QLineEdit*>(); }

private Q_SLOTS:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName(QStringLiteral("VoiceCoreTests"));
        QCoreApplication::setApplicationName(QStringLiteral("tst_mainwindow"));
        Theme::instance().setScheme(ColorScheme::Light);
        Theme::instance().install();
    }
    void init()
    {
        m_openError.reset();
        m_source = sampleSource();
        m_recent = std::make_unique<RecentSources>();
        m_sample = std::make_unique<SampleSource>(
            [](const auto&, std::stop_token) -> Result<QString> { return QStringLiteral("made"); }, [] { return QString(); });
        m_session = std::make_unique<Session>(opener(), catalog::Catalog::builtIn());
        OperatorServices services;
        services.openSnapshotWriter = [](const std::string&) -> Result<std::unique_ptr<store::SnapshotWriter>> {
            return makeError(ErrorCode::NotPermitted, "not asked for by this test");
        };
        m_mode = std::make_unique<OperatorMode>(
            *m_session, services, std::make_shared<ActivityLog>(m_folder.filePath(QStringLiteral("a/activity.jsonl"))));
        m_verification = std::make_unique<Verification>(*m_session, IntegrityServices{});
        m_window = std::make_unique<MainWindow>(*m_session, *m_mode, *m_verification, *m_recent, *m_sample, opener());
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
        m_window->activateWindow();
    }
    void cleanup()
    {
        m_window.reset();
        m_verification.reset();
        m_mode.reset();
        m_session.reset();
    }

    void everyActionHasANameAndNoTwoShareKeys()
    {
        QSet<QKeySequence> keys;
        for (const QAction* action : m_window->actions().all()) {
            QVERIFY(!action->text().isEmpty());
            for (const QKeySequence& key : action->shortcuts()) {
                QVERIFY2(!key.isEmpty() && !keys.contains(key), qPrintable(action->text() + QLatin1Char(' ') + key.toString()));
                keys.insert(key);
            }
        }
    }

    void actionsNeedWhatTheyActOn()
    {
        QVERIFY(!m_window->actions()[Act::NextEvent]->isEnabled());
        QVERIFY(!m_window->actions()[Act::Find]->isEnabled());
        QVERIFY(m_window->actions()[Act::OpenFile]->isEnabled());
        openCall();
        QVERIFY(m_window->actions()[Act::NextEvent]->isEnabled());
        QVERIFY(m_window->actions()[Act::Find]->isEnabled());
        m_session->close();
        QVERIFY(!m_window->actions()[Act::NextEvent]->isEnabled());
    }

    void keysMoveThePlayhead()
    {
        openCall();
        const auto size = m_session->timeline()->size();
        QTest::keyClick(m_window.get(), Qt::Key_Left);
        QCOMPARE(m_session->position(), size - 1);
        QTest::keyClick(m_window.get(), Qt::Key_Home);
        QCOMPARE(m_session->position(), replay::Position(1));
        QTest::keyClick(m_window.get(), Qt::Key_Right);
        QCOMPARE(m_session->position(), replay::Position(2));
        QTest::keyClick(m_window.get(), Qt::Key_End);
        QCOMPARE(m_session->position(), size);
    }

    void keysPin()
    {
        openCall();
        QTest::keyClick(m_window.get(), Qt::Key_A);
        QCOMPARE(m_session->focusBus().pin(FocusBus::Pin::A), std::optional(m_session->position()));
        QTest::keyClick(m_window.get(), Qt::Key_B, Qt::ShiftModifier);
        QCOMPARE(m_session->focusBus().pin(FocusBus::Pin::B), std::optional(m_session->position()));
    }

    void lettersInAFieldAreText()
    {
        openCall();
        const auto before = m_session->position();
        QTest::keyClick(m_window.get(), Qt::Key_F, Qt::ControlModifier);
        QVERIFY(findField()->hasFocus());
        QTest::keyClicks(findField(), QStringLiteral("abdf"));
        QTest::keyClick(findField(), Qt::Key_Left);
        QTest::keyClick(findField(), Qt::Key_Space);
        QTest::keyClick(findField(), Qt::Key_Home);
        QCOMPARE(findField()->text(), QStringLiteral("abd f"));
        QCOMPARE(m_session->position(), before);
        QVERIFY(!m_session->focusBus().pin(FocusBus::Pin::A));
        QTest::keyClick(findField(), Qt::Key_Escape);
        QCOMPARE(findField()->text(), QString());
        QVERIFY(!findField()->hasFocus());
    }

    void spaceAndEnterPressAFocusedButton()
    {
        openCall();
        auto* button = new QPushButton(QStringLiteral("x"), m_window.get());
        button->setFocusPolicy(Qt::StrongFocus);
        button->show();
        button->setFocus();
        int clicks = 0;
        connect(button, &QPushButton::clicked, this, [&] { ++clicks; });
        QTest::keyClick(button, Qt::Key_Space);
        QCOMPARE(clicks, 1);
        QTest::keyClick(button, Qt::Key_Return);
        QCOMPARE(clicks, 2);
    }

    void historyGoesBackAndForth()
    {
        openCall();
        QVERIFY(!m_window->actions()[Act::Back]->isEnabled());
        m_session->focusBus().moveTo(2, FocusBus::Step::Jump);
        QVERIFY(m_window->actions()[Act::Back]->isEnabled());
        QTest::keyClick(m_window.get(), Qt::Key_Left, Qt::AltModifier);
        QCOMPARE(m_session->position(), m_session->timeline()->size());
        QTest::keyClick(m_window.get(), Qt::Key_Right, Qt::AltModifier);
        QCOMPARE(m_session->position(), replay::Position(2));
    }

    void paletteFindsAndRuns()
    {
        openCall();
        m_window->actions()[Act::Palette]->trigger();
        auto* dialog = m_window->findChild<QDialog*>();
        QVERIFY(dialog);
        auto* text = dialog->findChild<QLineEdit*>();
        QTest::keyClicks(text, QStringLiteral("first ev"));
        QCOMPARE(dialog->findChild<QListView*>()->model()->rowCount(), 1);
        QTest::keyClick(text, Qt::Key_Return);
        QTRY_COMPARE(m_session->position(), replay::Position(1));
    }

    void operatorModeAsksForAReasonAndShows()
    {
        openCall();
        QAction* action = m_window->actions()[Act::OperatorMode];
        QVERIFY(action->isEnabled());
        action->trigger();
        auto* dialog = m_window->findChild<QDialog*>();
        QVERIFY(dialog);
        auto* reason = dialog->findChild<QLineEdit*>();
        QTest::keyClick(reason, Qt::Key_Return);
        QVERIFY(!m_mode->isOn());
        QTest::keyClicks(reason, QStringLiteral("incident 4711"));
        QTest::keyClick(reason, Qt::Key_Return);
        QTRY_VERIFY(m_mode->isOn());
        bool said = false;
        for (auto* label : m_window->findChildren<QLabel*>())
            said = said ||
                   (label->isVisible() && label->text().startsWith(QStringLiteral("Operator mode — incident 4711 — ends in ")));
        QVERIFY(said);
        action->trigger();
        QVERIFY(!m_mode->isOn());
    }

    void custodyRecordsWhatAnActDid_data()
    {
        QTest::addColumn<bool>("fails");
        QTest::addColumn<QStringList>("records");
        QTest::newRow("done") << false << QStringList{QStringLiteral("opened"), QStringLiteral("snapshotted|create a snapshot")};
        QTest::newRow("failed") << true << QStringList{QStringLiteral("opened")};
    }
    void custodyRecordsWhatAnActDid()
    {
        QFETCH(bool, fails);
        QFETCH(QStringList, records);
        QStringList written;  // by the thread of the case, read when that is done
        CaseServices services;
        services.sealOf = [](store::EventReader&) -> std::optional<casefile::SealState> { return {}; };
        services.record = [&written](const std::string&, const auto&, const std::string& action, const std::string& object) {
            written += QString::fromStdString(action == "opened" ? action : action + "|" + object);
            return Result<void>();
        };
        services.addNote = [](const std::string&, const casefile::NewNote&) -> Result<casefile::CaseNote> {
            return makeError(ErrorCode::NotSupported, "not asked for by this test");
        };
        auto work = std::make_unique<CaseWork>(*m_session, services);
        auto desk = std::make_unique<EvidenceDesk>(*m_window, *m_session, *work, ReportServices{});
        openCall();
        QTRY_VERIFY(work->canWrite());
        m_mode->begin(QStringLiteral("why"));
        QTRY_VERIFY(m_mode->isOn());
        bool done = false;
        m_mode->act<int>(
            {QStringLiteral("create a snapshot"), [](const int&) { return QStringLiteral("made"); },
             [](const int&) { return QStringLiteral("snapshotted"); }},
            [fails](TaskContext&) -> Result<int> {
                if (fails) return makeError(ErrorCode::Io, "the disk is full");
                return 1;
            },
            this, [&done](Result<int>) { done = true; });
        QTRY_VERIFY(done);
        desk.reset();
        work.reset();
        QCOMPARE(written, records);
    }

    void failureToOpenIsSaidOnTheWelcomePage()
    {
        m_openError = makeError(ErrorCode::NotACaseFile, "x.txt is no case file");
        m_window->openSource(QStringLiteral("x.txt"));
        QTRY_COMPARE(m_session->sourceState(), Session::SourceState::Failed);
        bool said = false;
        for (auto* label : m_window->findChildren<QLabel*>())
            said = said ||
                   (label->isVisible() && label->text().contains(QStringLiteral("x.txt is no case file. Choose a .vcase file.")));
        QVERIFY(said);
        QVERIFY(m_recent->entries().empty() || m_recent->entries().front().uri != QStringLiteral("x.txt"));
    }

    void openedSourcesAreRemembered()
    {
        openCall();
        QVERIFY(!m_recent->entries().empty());
        QCOMPARE(m_recent->entries().front().label, QStringLiteral("memory"));
    }

    void sampleIsMadeAndOpened()
    {
        m_window->openSample();
        QTRY_COMPARE(m_session->sourceState(), Session::SourceState::Open);
    }

    void everyVisibleControlHasAnAccessibleName()
    {
        openCall();
        for (auto* button : m_window->findChildren<QAbstractButton*>()) {
            if (!button->isVisible() || button->focusPolicy() == Qt::NoFocus) continue;
            QVERIFY2(!button->accessibleName().isEmpty() || !button->text().isEmpty(), button->metaObject()->className());
        }
        for (auto* field : m_window->findChildren<QLineEdit*>()) QVERIFY(!field->accessibleName().isEmpty());
        for (auto* view : m_window->findChildren<QAbstractItemView*>()) {
            if (!view->isVisible() || qobject_cast<QHeaderView*>(view)) continue;  // a header is named by its view
            QVERIFY2(!view->accessibleName().isEmpty(), view->metaObject()->className());
        }
    }

    void labelsNeverReadEventDataAsMarkup()
    {
        openCall();
        for (auto* label : m_window->findChildren<QLabel*>()) {
            const bool fixedText = label->textFormat() == Qt::AutoText && !Qt::mightBeRichText(label->text());
            QVERIFY2(label->textFormat() == Qt::PlainText || fixedText, qPrintable(label->text()));
        }
    }
};

QTEST_MAIN(TestMainWindow)
#include "tst_mainwindow.moc"
