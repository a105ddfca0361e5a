// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/dialogs/connectdialog.h"

#include "tests/ui/memoryreader.h"
#include "tests/ui/tabround.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>

using namespace vci;
using namespace vci::ui;

namespace {

template <typename Widget>
Widget* named(const QWidget& dialog, const QString& name)
{
    for (auto* widget : dialog.findChildren<Widget*>())
        if (widget->accessibleName() == name) return widget;
    return nullptr;
}

QPushButton* button(const QWidget& dialog, const QString& text)
{
    for (auto* each : dialog.findChildren<QPushButton*>())
        if (each->text() == text) return each;
    return nullptr;
}

bool says(const QWidget& dialog, const QString& part)
{
    for (auto* label : dialog.findChildren<QLabel*>())
        if (label->text().contains(part)) return true;
    return false;
}

}  // namespace

class TestConnectDialog : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void uri_data()
    {
        QTest::addColumn<QString>("host");
        QTest::addColumn<QString>("user");
        QTest::addColumn<QString>("password");
        QTest::addColumn<QString>("uri");
        QTest::newRow("plain") << QStringLiteral("db") << QStringLiteral("ann") << QString()
                               << QStringLiteral("postgresql://ann@db:5432/vc");
        QTest::newRow("nobody") << QStringLiteral("db") << QString() << QStringLiteral("ignored")
                                << QStringLiteral("postgresql://db:5432/vc");
        QTest::newRow("password with signs") << QStringLiteral("db") << QStringLiteral("a@b") << QStringLiteral("p:/?#")
                                             << QStringLiteral("postgresql://a%40b:p%3A%2F%3F%23@db:5432/vc");
        QTest::newRow("socket directory") << QStringLiteral("/run/pg") << QStringLiteral("ann") << QString()
                                          << QStringLiteral("postgresql://ann@%2Frun%2Fpg:5432/vc");
        QTest::newRow("IPv6") << QStringLiteral("::1") << QStringLiteral("ann") << QString()
                              << QStringLiteral("postgresql://ann@[::1]:5432/vc");
    }
    void uri()
    {
        QFETCH(QString, host);
        QFETCH(QString, user);
        QFETCH(QString, password);
        QTEST(databaseUri({host, 5432, QStringLiteral("vc"), user, password}), "uri");
    }

    void tabReachesEveryButton()
    {
        ConnectDialog dialog(
            [](const std::string&) -> Result<std::unique_ptr<store::EventReader>> {
                return makeError(ErrorCode::Unreachable, "not asked for by this test");
            },
            nullptr);
        for (auto* each : dialog.findChildren<QPushButton*>()) each->setEnabled(true);
        dialog.open();
        dialog.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&dialog));
        QStringList visited = testing::buttonsByTab();
        visited.sort();  // how they stand is the style's
        QCOMPARE(visited, (QStringList{QStringLiteral("Cancel"), QStringLiteral("Open"), QStringLiteral("Test")}));
    }

    void testTellsWhatIsThere()
    {
        auto source = std::make_shared<testing::MemorySource>();
        std::string asked;
        ConnectDialog dialog(
            [&asked, source](const std::string& uri) -> Result<std::unique_ptr<store::EventReader>> {
                asked = uri;
                return std::unique_ptr<store::EventReader>(std::make_unique<testing::MemoryReader>(source));
            },
            nullptr);
        QVERIFY(!button(dialog, QStringLiteral("Test"))->isEnabled());
        named<QLineEdit>(dialog, QStringLiteral("URI"))->setText(QStringLiteral("postgresql://x/y"));
        button(dialog, QStringLiteral("Test"))->click();
        QTRY_VERIFY(says(dialog, QStringLiteral("1 tenant")));
        QCOMPARE(asked, std::string("postgresql://x/y"));
        QVERIFY(named<QComboBox>(dialog, QStringLiteral("Tenant"))->currentText().contains(QStringLiteral("Acme Telecom")));

        std::optional<TenantId> tenant;
        connect(&dialog, &ConnectDialog::chosen, this, [&](const QString&, std::optional<TenantId> chosen) { tenant = chosen; });
        button(dialog, QStringLiteral("Open"))->click();
        QCOMPARE(tenant, std::optional(source->tenant.id));
    }

    void failureIsToldInWords()
    {
        ConnectDialog dialog(
            [](const std::string&) -> Result<std::unique_ptr<store::EventReader>> {
                return makeError(ErrorCode::Unreachable, "no server at x:5432");
            },
            nullptr);
        named<QLineEdit>(dialog, QStringLiteral("Database"))->setText(QStringLiteral("vc"));
        button(dialog, QStringLiteral("Test"))->click();
        QTRY_VERIFY(says(dialog, QStringLiteral("No server at x:5432. Check host, port, database")));
    }
};

QTEST_MAIN(TestConnectDialog)
#include "tst_connectdialog.moc"
