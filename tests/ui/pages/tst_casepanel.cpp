// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/pages/casepanel.h"

#include "app/inspector/caseservices.h"
#include "tests/ui/casefixture.h"
#include "ui/models/casenotesmodel.h"
#include "ui/models/custodymodel.h"
#include "ui/pages/custodypanel.h"
#include "ui/state/casework.h"
#include "ui/widgets/quiettable.h"

#include <QAction>
#include <QFile>
#include <QLabel>
#include <QTemporaryDir>
#include <QTest>

using namespace vci;
using namespace vci::ui;
using namespace vci::testing;

/// The pages of a case, on a real one.
class TestCasePanel : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    QString m_file;
    QAction m_newCase, m_addNote, m_bookmark, m_seal;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<CaseWork> m_work;
    std::unique_ptr<CasePanel> m_panel;
    std::unique_ptr<CustodyPanel> m_custody;

    void open()
    {
        m_session = openFile(m_file);
        m_work = std::make_unique<CaseWork>(*m_session, app::caseServices());
        QTRY_COMPARE(m_session->sourceState(), Session::SourceState::Open);
        m_panel = std::make_unique<CasePanel>(*m_session, *m_work, CasePanel::Doors{&m_newCase, &m_addNote, &m_bookmark, &m_seal},
                                              nullptr);
        m_custody = std::make_unique<CustodyPanel>(*m_session, *m_work, nullptr);
    }
    void add(casefile::CaseNote::Kind kind, const char* text, std::optional<EventId> event = {})
    {
        casefile::NewNote note;
        note.kind = kind;
        note.text = text;
        note.eventId = event;
        const auto added = app::caseServices().addNote(m_file.toStdString(), note);
        QVERIFY2(added.ok(), added.ok() ? "" : added.error().message.c_str());
    }
    /// Changes bytes of the file at rest, as somebody with a hex editor would.
    void forge(const QByteArray& was, const QByteArray& is)
    {
        QFile bytes(m_file);
        QVERIFY(bytes.open(QIODevice::ReadWrite));
        const qint64 at = bytes.readAll().indexOf(was);
        QVERIFY(at >= 0 && was.size() == is.size());
        QVERIFY(bytes.seek(at) && bytes.write(is) == is.size());
    }
    [[nodiscard]] bool says(const QWidget& page, const QString& part) const
    {
        for (const auto* label : page.findChildren<QLabel*>())
            if (label->isVisibleTo(&page) && label->text().contains(part)) return true;
        return false;
    }

private Q_SLOTS:
    void init()
    {
        static int number = 0;
        m_file = m_folder.filePath(QStringLiteral("%1.vcase").arg(++number));
        const auto made = makeSomeCase(m_file);
        QVERIFY2(made.ok(), made.ok() ? "" : made.error().message.c_str());
    }
    void cleanup()
    {
        m_custody.reset();
        m_panel.reset();
        m_work.reset();
        m_session.reset();
    }

    void aNoteLeadsToItsEvent()
    {
        const auto reader = app::openSource(m_file.toStdString());
        QVERIFY(reader.ok() && reader.value()->selectTenant(generate::trafficTenant(7)).ok());
        const auto page = reader.value()->events({{}, 3}, {});
        QVERIFY(page.ok());
        const Event& event = page.value().events.at(2);
        add(casefile::CaseNote::Kind::Note, "about it", event.id);
        add(casefile::CaseNote::Kind::Finding, "about the case");
        open();
        m_panel->show();
        QTRY_COMPARE(m_panel->model().rowCount(), 2);
        auto* view = m_panel->findChild<QuietTable*>();
        QVERIFY(view->isVisibleTo(m_panel.get()));
        Q_EMIT view->rowActivated(m_panel->model().index(1, 0));
        QCOMPARE(m_session->focusBus().focus().aggregate, std::optional(event.aggregateId));
    }

    void aNewNoteIsStoodOn()
    {
        add(casefile::CaseNote::Kind::Note, "first");
        open();
        m_panel->show();
        QTRY_COMPARE(m_panel->model().rowCount(), 1);
        casefile::NewNote note;
        note.text = "second";
        m_work->addNote(note);
        QTRY_COMPARE(m_panel->model().rowCount(), 2);
        auto* view = m_panel->findChild<QuietTable*>();
        QTRY_COMPARE(view->currentIndex().siblingAtColumn(CaseNotesModel::TextColumn).data().toString(),
                     QStringLiteral("second"));
    }

    void anIntactCustodyLogSaysSo()
    {
        add(casefile::CaseNote::Kind::Note, "first");
        open();
        m_custody->show();
        QTRY_COMPARE(m_custody->model().rowCount(), 3);  // created, noted, and a moment later: opened
        QCOMPARE(m_custody->verdict(), QStringLiteral("✓ Custody log intact: 3 records"));
        QCOMPARE(m_custody->model().firstBroken(), -1);
    }

    void aRecordThatWasChangedIsNamed()
    {
        add(casefile::CaseNote::Kind::Note, "first");
        add(casefile::CaseNote::Kind::Note, "second");
        forge("\"action\":\"noted\"", "\"action\":\"moted\"");
        open();
        m_custody->show();
        QTRY_COMPARE(m_custody->model().rowCount(), 4);  // created, noted twice, and a moment later: opened
        QCOMPARE(m_custody->verdict(), QStringLiteral("✕ Custody log broken"));
        const int broken = m_custody->model().firstBroken();
        QVERIFY(broken > 0);
        // The records behind it name what was written, and are sound.
        int marked = 0;
        for (int row = 0; row < m_custody->model().rowCount(); ++row)
            marked += m_custody->model().index(row, CustodyModel::LinkColumn).data().toString().startsWith(QStringLiteral("✕"));
        QCOMPARE(marked, 1);
        QVERIFY(says(*m_custody, QStringLiteral("Custody record %1 was changed").arg(broken + 1)));
        QCOMPARE(m_custody->findChild<QuietTable*>()->currentIndex().row(), broken);
    }

    void aSealedCaseSaysSo()
    {
        const QString key = m_folder.filePath(QStringLiteral("anna.key"));
        if (!QFile::exists(key)) QVERIFY(app::caseServices().makeKey(key.toStdString(), "anna").ok());
        const auto sealed = app::caseServices().seal(m_file.toStdString(), key.toStdString());
        QVERIFY2(sealed.ok(), sealed.ok() ? "" : sealed.error().message.c_str());
        open();
        m_panel->show();
        QTRY_VERIFY(says(*m_panel, QStringLiteral("sealed")));
        QTRY_VERIFY(says(*m_panel, QStringLiteral("voicecore/examiner/anna")));
        QVERIFY(!m_work->canWrite());
    }
};

QTEST_MAIN(TestCasePanel)
#include "tst_casepanel.moc"
