// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/state/casework.h"

#include "app/inspector/caseservices.h"
#include "tests/ui/casefixture.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace vci;
using namespace vci::ui;
using namespace vci::testing;

/// On real case files, through what the desktop itself is given.
class TestCaseWork : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    QString m_source;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<CaseWork> m_work;

    void open(const QString& file)
    {
        m_work.reset();
        m_session = openFile(file);
        m_work = std::make_unique<CaseWork>(*m_session, app::caseServices());
        QTRY_COMPARE(m_session->sourceState(), Session::SourceState::Open);
    }
    /// "created, opened": of the custody log, once it says that.
    [[nodiscard]] QStringList actions()
    {
        QStringList all;
        if (m_work->contents())
            for (const CustodyLine& line : m_work->contents()->custody)
                all += line.record ? QString::fromStdString(line.record->action) : QStringLiteral("?");
        return all;
    }
    void read()
    {
        m_work->read();
        QTRY_VERIFY(!m_work->isReading());
        QVERIFY2(m_work->contents(), m_work->error() ? m_work->error()->message.c_str() : "");
    }
    [[nodiscard]] EventId firstEvent()
    {
        const auto reader = app::openSource(m_session->source().toStdString());
        if (!reader.ok() || !reader.value()->selectTenant(m_session->tenant()->id).ok()) return EventId(Uuid(Uuid::Bytes{}));
        return reader.value()->events({{}, 1}, {}).value().events.front().id;
    }
    [[nodiscard]] QString exported(const char* name)
    {
        open(m_source);
        const QString file = m_folder.filePath(QString::fromLatin1(name));
        QSignalSpy made(m_work.get(), &CaseWork::exported);
        m_work->exportTo({}, file);
        if (made.isEmpty()) (void)made.wait(20'000);
        return file;
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_source = m_folder.filePath(QStringLiteral("Source.vcase"));
        const auto made = makeSomeCase(m_source);
        QVERIFY2(made.ok(), made.ok() ? "" : made.error().message.c_str());
    }
    void cleanup()
    {
        m_work.reset();
        m_session.reset();
    }

    void anOpeningIsRecordedEvenWhereTheWindowClosesAtOnce()
    {
        const QString file = exported("opened.vcase");
        open(file);
        m_work.reset();
        open(file);
        read();
        QCOMPARE(actions().mid(0, 2), (QStringList{QStringLiteral("exported"), QStringLiteral("opened")}));
        QVERIFY(m_work->contents()->findings.empty());
    }

    void notesGoIntoTheCaseAndItsCustody()
    {
        open(exported("notes.vcase"));
        QTRY_VERIFY(m_work->canWrite());
        QSignalSpy added(m_work.get(), &CaseWork::noteAdded);
        casefile::NewNote note;
        note.text = "on hold for four minutes";
        note.eventId = firstEvent();
        m_work->addNote(note);
        QTRY_COMPARE(added.size(), 1);
        read();
        QCOMPARE(m_work->contents()->notes.size(), 1U);
        QCOMPARE(m_work->contents()->notes.front().text, note.text);
        QCOMPARE(actions(), (QStringList{QStringLiteral("exported"), QStringLiteral("opened"), QStringLiteral("noted")}));
        m_work->record(QStringLiteral("filtered"), QStringLiteral("+1 200"));
        QTRY_VERIFY(m_work->isStale());
        read();
        QCOMPARE(actions().last(), QStringLiteral("filtered"));
        QVERIFY(std::ranges::all_of(m_work->contents()->custody, &CustodyLine::fits));
    }

    void aNoteOnAnEventThatIsNotThereIsRefused()
    {
        open(exported("refused.vcase"));
        QTRY_VERIFY(m_work->canWrite());
        QSignalSpy failed(m_work.get(), &CaseWork::failed);
        casefile::NewNote note;
        note.text = "about nothing";
        note.eventId = EventId(Uuid(Uuid::Bytes{}));
        m_work->addNote(note);
        QTRY_COMPARE(failed.size(), 1);
        QCOMPARE(failed.front().front().value<Error>().code, ErrorCode::NotFound);
    }

    void aSealedCaseOffersNoWriting()
    {
        const QString file = exported("sealed.vcase");
        open(file);
        QTRY_VERIFY(m_work->canWrite());
        const QString key = m_folder.filePath(QStringLiteral("anna.key"));
        QSignalSpy keyMade(m_work.get(), &CaseWork::keyMade);
        m_work->makeKey(key, QStringLiteral("anna"));
        QTRY_COMPARE(keyMade.size(), 1);
        QVERIFY(keyMade.front().at(1).toString().startsWith(QStringLiteral("voicecore/examiner/anna+")));

        QSignalSpy sealed(m_work.get(), &CaseWork::sealed);
        m_work->seal(key);
        QVERIFY(m_work->isSealing());
        QTRY_COMPARE(sealed.size(), 1);
        QVERIFY(QFile::exists(file + QStringLiteral(".seal")));
        QTRY_COMPARE(m_session->sourceState(), Session::SourceState::Open);
        QTRY_VERIFY(m_work->isSealed());
        QVERIFY(!m_work->canWrite());
        QVERIFY(m_work->whyNotWritable().contains(QStringLiteral("sealed")));
        m_work->record(QStringLiteral("filtered"), QStringLiteral("anything"));  // beside the file
        QTRY_VERIFY(m_work->isStale());
        read();
        QCOMPARE(actions().mid(2), (QStringList{QStringLiteral("sealed"), QStringLiteral("opened"), QStringLiteral("filtered")}));
        QVERIFY(m_work->contents()->custody.back().isBeside);
        QVERIFY(m_work->contents()->findings.empty());
    }

    void aKeyThatIsNoneLeavesTheCaseOpenAndUnsealed()
    {
        open(exported("unsealed.vcase"));
        QTRY_VERIFY(m_work->canWrite());
        QSignalSpy failed(m_work.get(), &CaseWork::failed);
        m_work->seal(m_folder.filePath(QStringLiteral("absent.key")));
        QTRY_COMPARE(failed.size(), 1);
        QTRY_COMPARE(m_session->sourceState(), Session::SourceState::Open);
        QTRY_VERIFY(m_work->canWrite());
        QVERIFY(!m_work->isSealed());
    }

    void anExportNeverWritesOverAFile()
    {
        const QString file = exported("twice.vcase");
        QSignalSpy failed(m_work.get(), &CaseWork::failed);
        m_work->exportTo({}, file);
        QTRY_COMPARE(failed.size(), 1);
        QCOMPARE(failed.front().front().value<Error>().code, ErrorCode::AlreadyExists);
    }
};

QTEST_GUILESS_MAIN(TestCaseWork)
#include "tst_casework.moc"
