// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/intake/csvreader.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace vci;
using namespace vci::intake;

/// What a reader takes for a record, and that damage costs the line it is on and no more.
class TestCsvReader : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QVERIFY(m_dir.isValid()); }
    void reads_data();
    void reads();
    void recordsAreFoundAgain();
    void readsRecordsAcrossItsBuffers();
    void bearsAQuoteThatStaysOpenForLong();
    void refusesUtf16();
    void refusesWhatCanBeReadOnlyOnce();

private:
    [[nodiscard]] QString fileOf(const QByteArray& content)
    {
        const QString path = m_dir.filePath(QStringLiteral("%1.csv").arg(++m_made));
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size()) return {};
        return path;
    }
    /// A line for each record: its line, then [cells] or what is wrong.
    [[nodiscard]] QByteArrayList read(const QByteArray& content, CsvDialect dialect = {})
    {
        auto file = TableFile::open(fileOf(content).toStdString());
        if (!file.ok()) return {QByteArray::fromStdString(file.error().message)};
        CsvReader reader(file.value(), dialect);
        QByteArrayList records;
        while (true) {
            const auto record = reader.next();
            if (!record.ok()) return records << QByteArray::fromStdString(record.error().message);
            if (record.value() == nullptr) return records;
            QByteArray shown = QByteArray::number(static_cast<qlonglong>(record.value()->line)) + " ";
            if (record.value()->fault) {
                records << shown + QByteArray::fromStdString(*record.value()->fault);
                continue;
            }
            for (const std::string& cell : record.value()->cells) shown += "[" + QByteArray::fromStdString(cell) + "]";
            records << shown;
        }
    }

    QTemporaryDir m_dir;
    int m_made = 0;
};

void TestCsvReader::reads_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QByteArrayList>("records");
    const auto row = [](const char* name, const QByteArray& content, const QByteArrayList& records) {
        QTest::newRow(name) << content << records;
    };
    row("nothing", "", {});
    row("a byte order mark alone", "\xEF\xBB\xBF", {});
    row("plain", "a,b\n1,2\n", {"1 [a][b]", "2 [1][2]"});
    row("no line end at the end", "a,b\n1,2", {"1 [a][b]", "2 [1][2]"});
    row("CRLF", "a,b\r\n1,2\r\n", {"1 [a][b]", "2 [1][2]"});
    row("byte order mark", "\xEF\xBB\xBF\"a\",b\n", {"1 [a][b]"});
    row("empty cells", "a,b\n,\n\"\",\n", {"1 [a][b]", "2 [][]", "3 [][]"});
    row("blank lines", "\n\r\na,b\n\n1,2\n\n", {"3 [a][b]", "5 [1][2]"});
    row("quotes", "a,b\n\"x,y\",\"say \"\"hi\"\"\"\n", {"1 [a][b]", "2 [x,y][say \"hi\"]"});
    row("line ends in a cell", "a,b\n1,\"x\r\ny\n\"\n3,4\n", {"1 [a][b]", "2 [1][x\r\ny\n]", "5 [3][4]"});
    row("spaces are kept", "a,b\n 1 , 2\n", {"1 [a][b]", "2 [ 1 ][ 2]"});
    row("a cell of one quote", "a,b\n\"\"\"\",1\n", {"1 [a][b]", "2 [\"][1]"});
    row("too few cells", "a,b\n1\n3,4\n", {"1 [a][b]", "2 the row has 1 cells, the header has 2", "3 [3][4]"});
    row("too many cells", "a,b\n1,2,3\n3,4\n", {"1 [a][b]", "2 the row has 3 cells, the header has 2", "3 [3][4]"});
    row("not UTF-8", "a,b\n1,\xE9t\xE9\n3,4\n", {"1 [a][b]", "2 cell 2 is not UTF-8: byte 1 of it is 0xE9", "3 [3][4]"});
    row("stray quote", "a,b\n1,5\" tube\n3,4\n",
        {"1 [a][b]",
         "2 cell 2 holds a quote but does not begin with one: put the cell in quotes and write each quote within it twice",
         "3 [3][4]"});
    row("text after a closing quote", "a,b\n1,\"x\"y\n3,4\n",
        {"1 [a][b]", "2 text follows the quote that closes cell 2: a quote within a cell is written twice", "3 [3][4]"});
    row("never closed, at the end", "a,b\n1,\"x\n", {"1 [a][b]", "2 the quote that opens cell 2 is never closed"});
    row("never closed, sound rows below", "a,b\n1,\"x\n3,4\n5,6\n",
        {"1 [a][b]", "2 the quote that opens cell 2 is never closed", "3 [3][4]", "4 [5][6]"});
    row("never closed, quoted rows below", "a,b\n1,\"x\n3,\"y\"\n5,6\n",
        {"1 [a][b]", "2 text follows the quote that closes cell 2: a quote within a cell is written twice", "3 [3][y]",
         "4 [5][6]"});
    row("never closed, closed by the next stray quote", "a,b\n1,\"x\n3,4,\"\n5,6\n", {"1 [a][b]", "2 [1][x\n3,4,]", "4 [5][6]"});
    row("two lines taken for one of too few cells", "a,b,c\n1,\"x\n3,4,\"\n5,6,7\n",
        {"1 [a][b][c]", "2 the row has 2 cells, the header has 3", "3 the quote that opens cell 3 is never closed",
         "4 [5][6][7]"});
    row("a broken cell over several lines", "a,b\n1,\"x\nsay \"hi\"\ny\",\n5,6\n",
        {"1 [a][b]", "2 text follows the quote that closes cell 2: a quote within a cell is written twice",
         "3 cell 1 holds a quote but does not begin with one: put the cell in quotes and write each quote within it twice",
         "4 cell 1 holds a quote but does not begin with one: put the cell in quotes and write each quote within it twice",
         "5 [5][6]"});
    row("a lone carriage return", "a,b\n1\r,2\n3,4\n",
        {"1 [a][b]",
         "2 a carriage return stands after cell 1 without a line feed: end lines with CRLF or LF, and put cells that hold one in "
         "quotes",
         "3 [3][4]"});
    row("NUL", QByteArray("a,b\n\0,2\n", 8), {"1 [a][b]", QByteArray("2 [\0][2]", 8)});
}

void TestCsvReader::reads()
{
    QFETCH(QByteArray, content);
    QFETCH(QByteArrayList, records);
    QCOMPARE(read(content), records);
    QByteArray other = content;
    other.replace(',', '\t').replace('"', '\'');
    QByteArrayList expected;
    for (QByteArray record : records) {
        if (record.contains('[')) record.replace(',', '\t').replace('"', '\'');
        expected << record;
    }
    QCOMPARE(read(other, {'\t', '\''}), expected);
}

void TestCsvReader::recordsAreFoundAgain()
{
    const QByteArray content = "\xEF\xBB\xBF"
                               "a,b\r\n\r\n1,\"x\ny\"\nbroken\n3,\"4\"";
    auto file = TableFile::open(fileOf(content).toStdString());
    QVERIFY(file.ok());
    CsvReader reader(file.value(), {});
    int sound = 0;
    for (auto record = reader.next(); record.ok() && record.value() != nullptr; record = reader.next()) {
        if (record.value()->fault) continue;
        std::string text;
        QVERIFY(file.value().readAt(record.value()->offset, record.value()->sizeBytes, text).ok());
        std::vector<std::string> cells;
        const CsvSplit split = splitCsvRecord(text, true, {}, cells);
        QCOMPARE(split.sizeBytes, text.size());
        QVERIFY(cells == record.value()->cells);
        ++sound;
    }
    QCOMPARE(sound, 3);
}

void TestCsvReader::readsRecordsAcrossItsBuffers()
{
    // A buffer is 256 KiB: with records of ever other lengths its end falls everywhere, on each kind of character too.
    QByteArray content = "a,b\n";
    for (int i = 0; i < 3000; ++i) content += QByteArray::number(i) + ",\"" + QByteArray(i % 701, 'x') + "\"\"\r\n\"\r\n";
    const QByteArrayList records = read(content);
    QCOMPARE(records.size(), 3001);
    for (int i = 0; i < 3000; ++i) {
        QCOMPARE(records[i + 1],
                 QByteArray::number(2 + 2 * i) + " [" + QByteArray::number(i) + "][" + QByteArray(i % 701, 'x') + "\"\r\n]");
    }
}

void TestCsvReader::bearsAQuoteThatStaysOpenForLong()
{
    // Seen from within the open quote, each row below holds a quote written twice.
    const QByteArray row = QByteArray(900, 'x') + ",\"\"\n";
    const int rows = 6000;  // more than a record may hold
    const QByteArrayList records = read("a,b\n1,\"open\n" + row.repeated(rows));
    QCOMPARE(records.size(), rows + 2);
    QCOMPARE(records[1], QByteArray("2 the quote that opens cell 2 is not closed within 4 MiB"));
    QCOMPARE(records.last(), "6002 [" + QByteArray(900, 'x') + "][]");
}

void TestCsvReader::refusesUtf16()
{
    const QByteArrayList records = read(QByteArray("\xFF\xFE"
                                                   "a\0,\0b\0\n\0",
                                                   10));
    QCOMPARE(records.size(), 1);
    QVERIFY2(records.first().contains("UTF-16"), records.first().constData());
}

void TestCsvReader::refusesWhatCanBeReadOnlyOnce()
{
    QCOMPARE(TableFile::open("/dev/null").error().code, ErrorCode::Usage);
    QCOMPARE(TableFile::open("/").error().code, ErrorCode::Io);
    QCOMPARE(TableFile::open("/nonexistent.csv").error().code, ErrorCode::Io);
}

QTEST_APPLESS_MAIN(TestCsvReader)
#include "tst_csvreader.moc"
