// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/aggregatesmodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace vci;
using namespace vci::ui;

namespace {

AggregateId idOf(qint64 number)
{
    return *AggregateId::tryFromString(
        QStringLiteral("%1-0000-4000-8000-000000000000").arg(number, 8, 16, QLatin1Char('0')).toStdString());
}

AggregateItem call(qint64 number, const char* last = "2026-02-10T10:06:28.000000Z")
{
    return {idOf(number),
            QStringLiteral("Call"),
            QStringLiteral("call"),
            number + 1,
            RecordedTime{Timestamp::parse(last).value()},
            {},
            {},
            {}};
}

std::vector<AggregateItem> calls(qint64 begin, qint64 count)
{
    std::vector<AggregateItem> items;
    for (qint64 i = 0; i < count; ++i) items.push_back(call(begin + i));
    return items;
}

/// One line a row: what the delegate would draw.
QString dump(const AggregatesModel& model)
{
    QStringList lines;
    for (int row = 0; row < model.rowCount(); ++row) {
        const auto text = [&](int role) { return model.index(row, 0).data(role).toString(); };
        if (model.index(row, 0).data(AggregatesModel::CellRole).toInt() != static_cast<int>(AggregatesModel::Cell::Loaded)) {
            lines << text(Qt::DisplayRole);
            continue;
        }
        lines << QStringLiteral("%1 | %2 | %3 | %4")
                     .arg(text(AggregatesModel::HandleRole), text(AggregatesModel::StatusRole), text(AggregatesModel::KindRole),
                          text(AggregatesModel::WhenRole));
    }
    return lines.join(QLatin1Char('\n'));
}

}  // namespace

class TestAggregatesModel : public QObject {
    Q_OBJECT

    std::unique_ptr<AggregatesModel> m_model;

private Q_SLOTS:
    void init()
    {
        m_model = std::make_unique<AggregatesModel>();
        new QAbstractItemModelTester(m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest, m_model.get());
    }

    void rowsAsText()
    {
        m_model->setList(4);
        auto hit = call(2);
        hit.events = 0;
        hit.match = QStringLiteral("in event #7");
        hit.excerpt = QStringLiteral("\"+12000104729\"");
        m_model->setPage(0, {call(0), call(1, "2026-02-09T23:59:59Z"), hit});
        m_model->setPreviews({{idOf(0), {QStringLiteral("+1 200 010 4729"), QStringLiteral("completed")}}});
        QCOMPARE(dump(*m_model), QStringLiteral("+1 200 010 4729 | completed | Call · 00000000 | 10:06:28 · 1\n"
                                                "— |  | Call · 00000001 | 02-09 23:59 · 2\n"
                                                "— | in event #7 | Call · 00000002 | \"+12000104729\"\n"
                                                "Loading…"));
    }

    void missingPagesAreAskedForOnceTheyShow()
    {
        m_model->setList(1000);
        QSignalSpy shown(m_model.get(), &AggregatesModel::rangeShown);
        m_model->showRange(250, 270);
        QCOMPARE(shown.count(), 1);
        QCOMPARE(m_model->missingPages(250, 270), std::vector<qint64>({0, 256}));
        m_model->markLoading(0, true);
        QCOMPARE(m_model->missingPages(250, 270), std::vector<qint64>({256}));
        QCOMPARE(m_model->index(0, 0).data(AggregatesModel::CellRole).toInt(), static_cast<int>(AggregatesModel::Cell::Loading));
        m_model->markLoading(0, false);
        QCOMPARE(m_model->missingPages(250, 270), std::vector<qint64>({0, 256}));
        m_model->setPage(0, calls(0, 256));
        QCOMPARE(m_model->missingPages(250, 270), std::vector<qint64>({256}));
    }

    void memoryIsBounded()
    {
        const qint64 size = 10'000'000;
        m_model->setList(size);
        QVERIFY(m_model->rowCount() <= 10'000);
        for (qint64 begin = 0; begin < 200 * AggregatesModel::kPageRows; begin += AggregatesModel::kPageRows) {
            m_model->showRange(begin, begin + 20);
            m_model->setPage(begin, calls(begin, AggregatesModel::kPageRows));
        }
        qint64 loaded = 0;
        for (qint64 begin = 0; begin < 200 * AggregatesModel::kPageRows; begin += AggregatesModel::kPageRows)
            if (m_model->itemAt(begin)) ++loaded;
        QVERIFY2(loaded <= 64, qPrintable(QString::number(loaded)));
        QVERIFY2(m_model->itemAt(199 * AggregatesModel::kPageRows), "the page shown last must stay");
    }

    void previewsArriveInAnyOrder()
    {
        m_model->setPreviews({{idOf(1), {QStringLiteral("early"), QStringLiteral("x")}}});
        m_model->setList(3);
        m_model->setPage(0, calls(0, 3));
        QCOMPARE(m_model->withoutPreview(0, 3).size(), std::size_t(2));
        QCOMPARE(m_model->index(1, 0).data(AggregatesModel::HandleRole).toString(), QStringLiteral("early"));
        m_model->clear();
        QCOMPARE(m_model->rowCount(), 0);
    }

    void accessibleTextIsTheWholeRow()
    {
        m_model->setList(1);
        m_model->setPage(0, calls(0, 1));
        m_model->setPreviews({{idOf(0), {QStringLiteral("+1 200 010 4729"), QStringLiteral("completed")}}});
        const QString text = m_model->index(0, 0).data(Qt::AccessibleTextRole).toString();
        for (const char* part :
             {"+1 200 010 4729", "completed", "Call 00000000-0000-4000-8000-000000000000", "2026-02-10 10:06:28.000000 UTC"})
            QVERIFY2(text.contains(QString::fromLatin1(part)), qPrintable(text));
    }

    void foreignTimesAreShown()
    {
        m_model->setList(1);
        auto item = call(0);
        item.last = RecordedTime{Timestamp(std::numeric_limits<std::int64_t>::max()), "infinity"};
        m_model->setPage(0, {item});
        QCOMPARE(m_model->index(0, 0).data(AggregatesModel::WhenRole).toString(), QStringLiteral("∞ · 1"));
    }

    void anotherZoneChangesTheRows()
    {
        m_model->setList(1);
        m_model->setPage(0, calls(0, 1));
        QSignalSpy changed(m_model.get(), &QAbstractItemModel::dataChanged);
        m_model->setZone(format::Zone::Local);
        QCOMPARE(changed.count(), 1);
    }
};

QTEST_MAIN(TestAggregatesModel)
#include "tst_aggregatesmodel.moc"
