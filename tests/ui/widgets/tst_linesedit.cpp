// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/widgets/linesedit.h"

#include <QScrollBar>
#include <QTest>
#include <QTextBlock>
#include <QVBoxLayout>

using namespace vci::ui;

/// A line of the field is an item, and none is cut in half.
class TestLinesEdit : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void showsWholeLines_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("short") << QStringLiteral("a\nb\nc\nd\ne\nf");
        QTest::newRow("long")
            << (QStringLiteral("voicecore/examiner/anna+0a1b2c3d+").repeated(12) + QLatin1Char('\n')).repeated(6);
    }
    void showsWholeLines()
    {
        QFETCH(QString, text);
        QWidget page;
        auto* layout = new QVBoxLayout(&page);
        auto* field = new LinesEdit(3, &page);
        layout->addWidget(field);
        layout->addStretch();
        page.resize(300, 300);
        page.show();
        QVERIFY(QTest::qWaitForWindowExposed(&page));
        const int line = QFontMetrics(field->font()).lineSpacing();
        QTRY_COMPARE(field->viewport()->height(), 3 * line + 4);
        const int height = field->height();
        field->setPlainText(text);
        QTRY_COMPARE(field->horizontalScrollBar()->isVisible(), text.size() > 100);
        QTRY_COMPARE(field->viewport()->height(), 3 * line + 4);
        QCOMPARE(field->height(), height);  // nothing jumps while somebody types
        QCOMPARE(field->document()->begin().lineCount(), 1);
    }
};

QTEST_MAIN(TestLinesEdit)
#include "tst_linesedit.moc"
