// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/report/document.h"
#include "core/report/html.h"
#include "core/report/recheck.h"
#include "core/report/xlsx.h"

#include <QTest>

#include <map>
#include <string>

using namespace vci;
using namespace vci::report;

Q_DECLARE_METATYPE(vci::report::Format)

namespace {

/// What a report shows may look like what a report carries.
json::Value sound()
{
    const auto text = [](const char* utf8) { return json::Value::string(utf8); };
    const auto none = json::Value::array({});
    json::Value document =
        json::Value::object({{"format", text("voicecore/report/v1")},
                             {"made", json::Value::object({{"at", text("2026-02-10T10:20:30.123456Z")}, {"by", text("x 1")}})},
                             {"request", json::Value::object({{"tenant_id", text("11111111-1111-4111-8111-111111111111")},
                                                              {"aggregates", none},
                                                              {"correlations", none},
                                                              {"at_times", none},
                                                              {"from", json::Value()},
                                                              {"to", json::Value()},
                                                              {"personal_data", text("masked")}})},
                             {"checked", json::Value::array({text("a < b & c, \"d\""), text("voicecore-report 1/1 e30="),
                                                             text("<pre id=\"voicecore-report\">{}</pre>"), text("=1+1")})}});
    document.set("digest", json::Value::string(digestOf(document)));
    return document;
}

Result<std::string> rendered(Format format, const json::Value& document)
{
    switch (format) {
    case Format::Json:
        return toJson(document);
    case Format::Html:
        return toHtml(document);
    case Format::Csv:
        return toCsv(document);
    case Format::Xlsx:
        return toXlsx(document);
    case Format::Pdf:
        break;
    }
    return makeError(ErrorCode::NotSupported, "no pages here");
}

}  // namespace

/// A report's file against the document that it carries.
class TestKeptReport : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void formats_data()
    {
        QTest::addColumn<Format>("format");
        QTest::newRow("json") << Format::Json;
        QTest::newRow("html") << Format::Html;
        QTest::newRow("csv") << Format::Csv;
        QTest::newRow("xlsx") << Format::Xlsx;
    }
    void isIntact_data() { formats_data(); }
    void isIntact()
    {
        QFETCH(Format, format);
        const auto file = rendered(format, sound());
        QVERIFY(file.ok());
        QCOMPARE(rendered(format, sound()).value(), file.value());
        const auto kept = readReport(file.value(), rendered);
        QVERIFY(kept.ok());
        QCOMPARE(kept.value().format, format);
        QCOMPARE(kept.value().own.count, 0);
        QVERIFY(kept.value().document == sound());
    }

    /// Every byte counts, wherever it stands.
    void noChangedByteIsIntact_data() { formats_data(); }
    void noChangedByteIsIntact()
    {
        QFETCH(Format, format);
        const std::string file = rendered(format, sound()).value();
        // Another document is rendered once.
        std::map<std::string, std::string> known;
        const Renderer render = [&known](Format as, const json::Value& document) -> Result<std::string> {
            std::string& one = known[std::to_string(static_cast<int>(as)) + json::dump(document)];
            if (one.empty()) one = rendered(as, document).value();
            return one;
        };
        const std::size_t step = format == Format::Xlsx ? 3 : 1;
        for (std::size_t i = 0; i < file.size(); i += step) {
            for (const char flipped : {'\x01', '\x20'}) {
                std::string changed = file;
                changed[i] = static_cast<char>(changed[i] ^ flipped);
                const auto kept = readReport(changed, render);
                QVERIFY2(!kept.ok() || kept.value().own.count > 0, qPrintable(QString::number(i)));
            }
        }
    }

    void noPartOfAFileIsIntact_data() { formats_data(); }
    void noPartOfAFileIsIntact()
    {
        QFETCH(Format, format);
        const std::string file = rendered(format, sound()).value();
        for (std::size_t length = 0; length < file.size(); length += 97) {
            for (const std::string& part : {file.substr(0, length), file.substr(file.size() - length)}) {
                const auto kept = readReport(part, rendered);
                QVERIFY2(!kept.ok() || kept.value().own.count > 0, qPrintable(QString::number(length)));
            }
        }
        for (const std::string& more : {file + "\n", file + file, " " + file, "\xEF\xBB\xBF" + file}) {
            const auto kept = readReport(more, rendered);
            QVERIFY(!kept.ok() || kept.value().own.count > 0);
        }
    }

    /// Who puts another document in its place gives it a fitting digest.
    void aDocumentPutInItsPlaceIsNoticed_data() { formats_data(); }
    void aDocumentPutInItsPlaceIsNoticed()
    {
        QFETCH(Format, format);
        json::Value other = sound();
        other.set("unchecked", json::Value::array({json::Value::string("nothing")}));
        QCOMPARE(readReport(rendered(format, other).value(), rendered).value().own.some.front().path, std::string("/digest"));
        other.set("digest", json::Value::string(digestOf(other)));
        if (format == Format::Json) return;  // shows nothing else
        const auto kept = readReport(rendered(format, other).value(), [format](Format, const json::Value&) {
            return rendered(format, sound());  // as if the pages were the old ones
        });
        QVERIFY(kept.ok());
        QCOMPARE(kept.value().own.count, 1);
        QVERIFY(kept.value().own.some.front().path.starts_with(format == Format::Xlsx ? "file part xl/" : "file line "));
    }

    void refusesWhatIsNoReport_data()
    {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<QByteArray>("said");
        const QByteArray none = "no report that can be checked again";
        QTest::newRow("nothing") << QByteArray() << none;
        QTest::newRow("blanks") << QByteArray(" \n\t") << none;
        QTest::newRow("text") << QByteArray("Audit report, of nothing\r\n") << none;
        QTest::newRow("another document") << QByteArray("{}") << none;
        QTest::newRow("another page") << QByteArray("<!DOCTYPE html><p>Audit report") << none;
        QTest::newRow("another workbook") << QByteArray("PK\x03\x04") << QByteArray("no whole workbook");
        QTest::newRow("another PDF") << QByteArray("%PDF-1.4\n%%EOF\n") << none;
        QTest::newRow("a picture") << QByteArray("\x89PNG\r\n\x1a\n") << none;
        QTest::newRow("a part of CSV") << QByteArray("x\r\nvoicecore-report 1/2 e30=\r\n") << QByteArray("part 2 of its 2 parts");
        QTest::newRow("CSV of another document") << QByteArray("x\r\nvoicecore-report 1/1 e30=\r\n") << none;
    }
    void refusesWhatIsNoReport()
    {
        QFETCH(QByteArray, file);
        QFETCH(QByteArray, said);
        const auto kept = readReport(file.toStdString(), rendered);
        QVERIFY(!kept.ok());
        QCOMPARE(kept.error().code, ErrorCode::Usage);
        QVERIFY2(QByteArray::fromStdString(kept.error().message).contains(said), kept.error().message.c_str());
    }

    /// A format that cannot be made here is not called changed.
    void passesOnThatAFormatCannotBeMade()
    {
        const auto kept = readReport("%PDF-1.4\n" + toCsv(sound()), rendered);
        QVERIFY(!kept.ok());
        QCOMPARE(kept.error().code, ErrorCode::NotSupported);
    }
};

QTEST_APPLESS_MAIN(TestKeptReport)
#include "tst_keptreport.moc"
