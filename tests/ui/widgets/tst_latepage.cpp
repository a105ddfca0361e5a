// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/widgets/latepage.h"

#include <QLineEdit>
#include <QTableView>
#include <QTest>
#include <QVBoxLayout>

using namespace vci::ui;

namespace {

QLineEdit* field(const char* name, QWidget* parent)
{
    auto* made = new QLineEdit(parent);
    made->setObjectName(QString::fromLatin1(name));
    return made;
}

/// A page that takes no keyboard itself and hands it to a table in a part of it, as the events do.
QWidget* handingOn(QWidget* parent)
{
    auto* page = new QWidget(parent);
    auto* part = new QWidget(page);
    auto* table = new QTableView(part);
    table->setObjectName(QStringLiteral("table"));
    table->setTabKeyNavigation(false);
    part->setFocusProxy(table);
    page->setFocusProxy(part);
    auto* inner = new QVBoxLayout(part);
    inner->addWidget(table);
    auto* outer = new QVBoxLayout(page);
    outer->addWidget(part);
    return page;
}

/// Two fields around a page that is late, too, and below them what was made before.
QWidget* holdingAnother(QWidget* parent, QWidget* guest)
{
    auto* page = new QWidget(parent);
    auto* layout = new QVBoxLayout(page);
    layout->addWidget(field("above", page));
    auto* another = new LatePage<QWidget>([](QWidget* inner) { return field("inner", inner); }, page, LateFor::FirstPaint);
    another->setMinimumHeight(30);  // what has no height is not painted
    layout->addWidget(another);
    layout->addWidget(field("below", page));
    layout->addWidget(guest);
    return page;
}

}  // namespace

class LatePageTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void isBuiltWhenItIsShown();
    void comesInTheOrderOfTabWhereItStands();
};

void LatePageTest::isBuiltWhenItIsShown()
{
    QWidget window;
    auto* layout = new QVBoxLayout(&window);
    int made = 0;
    auto* page = new LatePage<QWidget>(
        [&made](QWidget* parent) {
            ++made;
            return new QWidget(parent);
        },
        &window);
    layout->addWidget(page);
    QVERIFY(!page->isMade());
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    QVERIFY(page->isMade());
    (void)page->page();
    QCOMPARE(made, 1);
}

void LatePageTest::comesInTheOrderOfTabWhereItStands()
{
    QWidget window;
    auto* layout = new QVBoxLayout(&window);
    layout->addWidget(field("first", &window));
    auto* handing = new LatePage<QWidget>(handingOn, &window, LateFor::FirstPaint);
    layout->addWidget(handing);
    layout->addWidget(field("between", &window));
    auto* guest = field("guest", &window);
    auto* holding =
        new LatePage<QWidget>([guest](QWidget* parent) { return holdingAnother(parent, guest); }, &window, LateFor::FirstPaint);
    layout->addWidget(holding);
    layout->addWidget(field("last", &window));
    window.resize(300, 400);
    window.show();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    QTRY_VERIFY(handing->isMade() && holding->isMade());
    QTRY_VERIFY(window.findChild<QLineEdit*>(QStringLiteral("inner")));

    const QStringList order = {QStringLiteral("first"), QStringLiteral("table"), QStringLiteral("between"),
                               QStringLiteral("above"), QStringLiteral("inner"), QStringLiteral("below"),
                               QStringLiteral("guest"), QStringLiteral("last")};
    window.findChild<QLineEdit*>(order.first())->setFocus();
    QStringList forward;
    for (qsizetype i = 0; i < 2 * order.size(); ++i) {
        forward << window.focusWidget()->objectName();
        QTest::keyClick(window.focusWidget(), Qt::Key_Tab);
    }
    QCOMPARE(forward, order + order);
    QStringList back;
    for (qsizetype i = 0; i < order.size(); ++i) {
        QTest::keyClick(window.focusWidget(), Qt::Key_Backtab);
        back.prepend(window.focusWidget()->objectName());
    }
    QCOMPARE(back, order);
}

QTEST_MAIN(LatePageTest)
#include "tst_latepage.moc"
