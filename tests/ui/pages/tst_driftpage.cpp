// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/pages/driftpage.h"

#include "app/inspector/operatorservices.h"
#include "tests/ui/casefixture.h"
#include "ui/dialogs/typedconfirmation.h"
#include "ui/models/driftmodel.h"
#include "ui/models/readmodelsmodel.h"
#include "ui/pages/readmodelspanel.h"
#include "ui/state/modelsource.h"
#include "ui/widgets/quiettable.h"

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

#include <sqlite3.h>

using namespace vci;
using namespace vci::ui;
using namespace vci::testing;

/// Comparing and rebuilding on a real case file.
class TestDriftPage : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    QString m_file;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<OperatorMode> m_mode;
    std::unique_ptr<ModelSource> m_source;
    std::unique_ptr<DriftPage> m_page;

    [[nodiscard]] bool says(const QString& part) const
    {
        for (const auto* label : m_page->findChildren<QLabel*>())
            if (label->isVisibleTo(m_page.get()) && label->text().contains(part)) return true;
        return false;
    }
    [[nodiscard]] std::int64_t rowsStored() const
    {
        const auto reader = app::openReadModels(m_file.toStdString());
        if (!reader.ok() || !reader.value()->selectTenant(generate::trafficTenant(7)).ok()) return -1;
        const auto counts = reader.value()->models({});
        if (!counts.ok()) return -1;
        std::int64_t rows = 0;
        for (const auto& count : counts.value()) rows += count.projected;
        return rows;
    }
    /// Types the name into the dialog that asks whether to rebuild.
    void confirm()
    {
        TypedConfirmation* dialog = nullptr;
        QTRY_VERIFY((dialog = m_page->findChild<TypedConfirmation*>()) != nullptr);
        QTest::keyClicks(dialog->findChild<QLineEdit*>(), QStringLiteral("CallSummary"));
        QTest::keyClick(dialog->findChild<QLineEdit*>(), Qt::Key_Return);
    }

private Q_SLOTS:
    void init()
    {
        static int number = 0;
        m_file = m_folder.filePath(QStringLiteral("%1.vcase").arg(++number));
        const auto made = makeSomeCase(m_file);
        QVERIFY2(made.ok(), made.ok() ? "" : made.error().message.c_str());
        m_session = openFile(m_file);
        m_mode = std::make_unique<OperatorMode>(*m_session, app::operatorServices(),
                                                std::make_shared<ActivityLog>(m_folder.filePath(QStringLiteral("log.jsonl"))));
        m_source = std::make_unique<ModelSource>(*m_session, *m_mode);
        QTRY_COMPARE(m_session->sourceState(), Session::SourceState::Open);
        m_page = std::make_unique<DriftPage>(*m_source);
        m_page->show();
        m_mode->begin(QStringLiteral("why"));
        QTRY_VERIFY(m_mode->isOn());
    }
    void cleanup()
    {
        m_page.reset();
        m_source.reset();
        m_mode.reset();
        m_session.reset();
    }

    void rebuildsWhatWasConfirmed()
    {
        m_page->rebuild("CallSummary");
        QTRY_VERIFY(m_page->findChild<TypedConfirmation*>() != nullptr);
        const auto* table = m_page->findChild<QuietTable*>();
        QCOMPARE(table->model()->rowCount(), 3);
        for (int row = 0; row < 3; ++row)
            QVERIFY(table->model()->index(row, 0).data().toString().endsWith(QStringLiteral("lagging")));
        confirm();
        QTRY_VERIFY(says(QStringLiteral("CallSummary is rebuilt")));
        QCOMPARE(rowsStored(), 3);
        m_page->compare("CallSummary", projection::Whose::Projected);
        QTRY_VERIFY(says(QStringLiteral("No drift")));
    }

    void saysWhyNothingIsRebuilt()
    {
        m_page->rebuild("CallSummary");
        QTRY_VERIFY(m_page->findChild<TypedConfirmation*>() != nullptr);
        m_mode->end();
        confirm();
        QTRY_VERIFY(says(QStringLiteral("CallSummary was not rebuilt")));
        QVERIFY(says(QStringLiteral("Operator mode ended before")));
        QCOMPARE(rowsStored(), 0);
    }

    void saysWhyNothingIsAsked()
    {
        m_page->rebuild("CallSummary");
        m_mode->end();
        QTRY_VERIFY(says(QStringLiteral("Not rebuilt: operator mode has ended.")));
        QVERIFY(m_page->findChild<TypedConfirmation*>() == nullptr);
    }

    /// In a narrow window the buttons go below the title before they cut it.
    void theTitleOfAComparisonIsWhole()
    {
        ReadModelsPanel panel(*m_session, *m_mode);
        panel.setVisible(true);
        QTRY_VERIFY(panel.model().rowCount() > 0);
        panel.compare("CallSummary");
        const QLabel* title = nullptr;
        for (const auto* label : panel.findChildren<QLabel*>())
            if (label->text() == QStringLiteral("CallSummary › compared with the events")) title = label;
        QVERIFY(title != nullptr);
        const QPushButton* compare = nullptr;
        for (const auto* button : panel.findChildren<QPushButton*>())
            if (button->text() == QStringLiteral("Compare with events")) compare = button;
        QVERIFY(compare != nullptr);
        for (const auto& [width, isBelow] : {std::pair(420, true), {1200, false}, {420, true}}) {
            panel.resize(width, 320);
            QTRY_VERIFY(title->width() >= title->sizeHint().width());
            QTRY_COMPARE(compare->y() > title->geometry().bottom(), isBelow);
        }
    }

    /// A row of the platform beside ours is offered for comparison by a button of its own.
    void comparesThePlatformsRows()
    {
        ReadModelsPanel panel(*m_session, *m_mode);
        panel.setVisible(true);
        const auto button = [&](const QString& text) -> QPushButton* {
            for (auto* one : panel.findChildren<QPushButton*>())
                if (one->isVisibleTo(&panel) && one->text() == text) return one;
            return nullptr;
        };
        const auto panelSays = [&](const QString& part) {
            const auto labels = panel.findChildren<QLabel*>();
            return std::any_of(labels.begin(), labels.end(),
                               [&](const QLabel* label) { return label->isVisibleTo(&panel) && label->text().contains(part); });
        };
        const QString ofPlatform = QStringLiteral("Compare the platform's rows");
        QTRY_VERIFY(button(QStringLiteral("Compare with events"))->isEnabled());
        QVERIFY(button(ofPlatform) == nullptr);
        sqlite3* database = nullptr;
        QCOMPARE(sqlite3_open(m_file.toUtf8().constData(), &database), SQLITE_OK);
        const int stored = sqlite3_exec(
            database,
            "INSERT INTO read_models (id, tenant_id, model_type, model_id, last_event_id, last_event_sequence, created_at, "
            "updated_at, data) SELECT id, tenant_id, 'CallSummary', '+4930', id, 1, 0, 0, '{\"status\":\"lost\"}' FROM "
            "event_store "
            "LIMIT 1",
            nullptr, nullptr, nullptr);
        sqlite3_close(database);
        QCOMPARE(stored, SQLITE_OK);
        m_session->open(m_file);
        const auto choose = [&] {
            for (auto* table : panel.findChildren<QuietTable*>())
                for (int row = 0; table->isVisibleTo(&panel) && row < table->model()->rowCount(); ++row)
                    if (table->model()->index(row, 0).data().toString() == QStringLiteral("CallSummary"))
                        table->setCurrentIndex(table->model()->index(row, 0));
            return button(ofPlatform) != nullptr;
        };
        QTRY_VERIFY(choose());
        button(ofPlatform)->click();
        QTRY_VERIFY(panelSays(QStringLiteral("+ 1 extra")));
        QVERIFY(panelSays(QStringLiteral("› the platform's rows")));
        button(QStringLiteral("Compare with events"))->click();
        QTRY_VERIFY(panelSays(QStringLiteral("+ 0 extra")));
        QVERIFY(panelSays(QStringLiteral("CallSummary › compared with the events")));
    }
};

QTEST_MAIN(TestDriftPage)
#include "tst_driftpage.moc"
