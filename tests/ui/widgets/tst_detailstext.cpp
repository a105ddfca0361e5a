// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/widgets/detailstext.h"

#include <QTest>
#include <QVBoxLayout>

#include <memory>

using namespace vci::ui;

/// As high as what it tells, but the list above it keeps most of the room.
class TestDetailsText : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void isHiddenWithoutText();
    void isAsHighAsItsLines();
    void leavesTheListItsRoom();
    void cutsNoLineInHalf();
    void breaksLongHashes();

private:
    std::unique_ptr<QWidget> m_page;
    DetailsText* m_details = nullptr;
    QWidget* m_list = nullptr;
};

void TestDetailsText::init()
{
    m_page = std::make_unique<QWidget>();
    auto* layout = new QVBoxLayout(m_page.get());
    m_list = new QWidget(m_page.get());
    m_details = new DetailsText(QStringLiteral("Details"), m_page.get());
    layout->addWidget(m_list, 1);
    layout->addWidget(m_details);
    m_page->resize(500, 300);
    m_page->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
}

void TestDetailsText::isHiddenWithoutText()
{
    QVERIFY(!m_details->isVisible());
    m_details->tell(QStringLiteral("a"));
    QVERIFY(m_details->isVisible());
    m_details->tell({});
    QVERIFY(!m_details->isVisible());
}

void TestDetailsText::isAsHighAsItsLines()
{
    m_details->tell(QStringLiteral("one line"));
    QTRY_VERIFY(m_details->height() > 0 && m_details->height() == m_details->sizeHint().height());
    const int one = m_details->height();
    m_details->tell(QStringLiteral("one line\nand another\nand a third"));
    QTRY_COMPARE(m_details->height(), one + 2 * m_details->fontMetrics().lineSpacing());
}

void TestDetailsText::leavesTheListItsRoom()
{
    m_details->tell(QStringLiteral("a line\n").repeated(100));
    QTRY_COMPARE(m_details->height(), 300 * 40 / 100);
    m_page->resize(500, 600);
    QTRY_COMPARE(m_details->height(), 600 * 40 / 100);
    QVERIFY(m_list->height() > m_details->height());
}

void TestDetailsText::cutsNoLineInHalf()
{
    m_details->tell(QStringLiteral("a line\n").repeated(100));
    const int line = m_details->fontMetrics().lineSpacing();
    for (const int height : {300, 311, 322, 337}) {
        m_page->resize(500, height);
        QTRY_COMPARE(m_details->height(), height * 40 / 100);
        QCOMPARE((m_details->viewport()->height() - 4) % line, 0);
    }
}

void TestDetailsText::breaksLongHashes()
{
    m_details->tell(QStringLiteral("0123456789abcdef"));
    QTRY_COMPARE(m_details->height(), m_details->sizeHint().height());
    const int one = m_details->height();
    m_details->tell(QStringLiteral("0123456789abcdef").repeated(10));
    QTRY_VERIFY(m_details->height() >= one + m_details->fontMetrics().lineSpacing());
}

QTEST_MAIN(TestDetailsText)
#include "tst_detailstext.moc"
