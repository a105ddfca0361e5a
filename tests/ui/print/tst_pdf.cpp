// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/print/pdf.h"

#include "core/report/carried.h"
#include "core/report/document.h"
#include "core/report/recheck.h"
#include "ui/print/settledpdf.h"

#include <QFont>
#include <QGuiApplication>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryFile>
#include <QTest>
#include <QXmlStreamReader>

#include <map>
#include <string>
#include <vector>

using namespace vci;

namespace {

/// Texts in two scripts, and more than one page of them.
json::Value document(const char* badge = "signed_only")
{
    const auto text = [](const std::string& utf8) { return json::Value::string(utf8); };
    const auto none = json::Value::array();
    std::vector<json::Value> checked;
    for (int i = 0; i < 120; ++i) checked.push_back(text("Sentence " + std::to_string(i) + " 通话 <&> ﬁ"));
    json::Value made =
        json::Value::object({{"format", text("voicecore/report/v1")},
                             {"made", json::Value::object({{"at", text("2026-02-10T10:20:30.123456Z")}, {"by", text("x 1")}})},
                             {"request", json::Value::object({{"tenant_id", text("11111111-1111-4111-8111-111111111111")},
                                                              {"aggregates", none},
                                                              {"correlations", none},
                                                              {"at_times", none},
                                                              {"from", json::Value()},
                                                              {"to", json::Value()},
                                                              {"personal_data", text("masked")}})},
                             {"verification", json::Value::object({{"badge", text(badge)}, {"reason", text("r")}})},
                             {"checked", json::Value::array(std::move(checked))}});
    made.set("digest", text(report::digestOf(made)));
    return made;
}

QByteArray pdfOf(const json::Value& of)
{
    const auto pdf = ui::print::toPdf(of);
    return pdf.ok() ? QByteArray::fromStdString(pdf.value()) : QByteArray();
}

QByteArray metadataOf(const QByteArray& pdf)
{
    const qsizetype begin = pdf.indexOf("<?xpacket begin");
    return pdf.mid(begin, pdf.indexOf("<?xpacket end", begin) - begin);
}

}  // namespace

class TestPdf : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void isTheSameForTheSameDocument()
    {
        const QByteArray pdf = pdfOf(document());
        QVERIFY(pdf.startsWith("%PDF-1.4"));
        QCOMPARE(pdfOf(document()), pdf);
        QVERIFY(pdfOf(document("pending")) != pdf);
    }
    /// Which order Qt's hash tables have is another thing in each process; so are fonts and time zones of who rechecks.
    void isTheSameInAnotherProcess_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("value");
        QTest::newRow("another order of hash tables") << QByteArray("QT_HASH_SEED") << QByteArray("0");
        QTest::newRow("one more") << QByteArray("QT_HASH_SEED") << QByteArray();
        QTest::newRow("another time zone") << QByteArray("TZ") << QByteArray("Asia/Kolkata");
        QTest::newRow("another scale") << QByteArray("QT_SCALE_FACTOR") << QByteArray("2");
        QTest::newRow("another resolution") << QByteArray("QT_FONT_DPI") << QByteArray("192");
        QTest::newRow("another font of the application") << QByteArray("VCI_TEST_FONT") << QByteArray("1");
    }
    void isTheSameInAnotherProcess()
    {
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, value);
        QProcess other;
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QString::fromLatin1(name), QString::fromLatin1(value));
        if (value.isEmpty()) environment.remove(QString::fromLatin1(name));
        other.setProcessEnvironment(environment);
        other.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--write")});
        QVERIFY(other.waitForFinished(60'000));
        QCOMPARE(other.exitCode(), 0);
        QCOMPARE(other.readAllStandardOutput().toHex(), pdfOf(document()).toHex());
    }
    void carriesTheDocument()
    {
        const auto carried = report::carriedDocument(pdfOf(document()).toStdString());
        QVERIFY(carried.ok() && carried.value());
        QCOMPARE(*carried.value(), json::dumpCanonical(document()));
    }
    /// Whatever byte is another one: of a page, a font, the metadata, the table of offsets.
    void noChangedByteIsIntact()
    {
        std::map<std::string, std::string> known;
        const report::Renderer render = [&known](report::Format format, const json::Value& of) -> Result<std::string> {
            if (format != report::Format::Pdf) return makeError(ErrorCode::NotSupported, "pages only");
            std::string& one = known[json::dump(of)];
            if (one.empty()) one = pdfOf(of).toStdString();
            return one;
        };
        const std::string pdf = pdfOf(document()).toStdString();
        const auto sound = report::readReport(pdf, render);
        QVERIFY(sound.ok());
        QCOMPARE(sound.value().own.count, 0);
        constexpr std::size_t kStep = 53;
        for (std::size_t i = 0; i < pdf.size(); i += kStep) {
            std::string changed = pdf;
            changed[i] = static_cast<char>(changed[i] ^ 0x01);
            const auto kept = report::readReport(changed, render);
            QVERIFY2(!kept.ok() || kept.value().own.count > 0, qPrintable(QString::number(i)));
            const auto cut = report::readReport(std::string_view(pdf).substr(0, i), render);
            QVERIFY2(!cut.ok() || cut.value().own.count > 0, qPrintable(QString::number(i)));
        }
    }
    /// PDF/A-1 wants the two to agree.
    void metadataSayWhatTheInfoSays()
    {
        const QByteArray pdf = pdfOf(document());
        QXmlStreamReader xml(metadataOf(pdf));
        QMap<QString, QString> told;
        QString property;
        while (!xml.atEnd()) {
            xml.readNext();
            if (xml.isStartElement()) property = xml.name().toString();
            if (xml.isStartElement() &&
                xml.attributes().hasAttribute(QLatin1String("http://www.aiim.org/pdfa/ns/id/"), QLatin1String("part")))
                told[QStringLiteral("part")] = QStringLiteral("1b");
            if (xml.isCharacters() && !xml.isWhitespace()) told[property] = xml.text().toString();
        }
        QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
        QCOMPARE(told.value(QStringLiteral("part")), QStringLiteral("1b"));
        QCOMPARE(told.value(QStringLiteral("CreateDate")), QStringLiteral("2026-02-10T10:20:30Z"));
        QVERIFY(pdf.contains("/CreationDate (D:20260210102030Z)"));
        QTemporaryFile file;
        QVERIFY(file.open() && file.write(pdf) == pdf.size() && file.flush());
        QProcess info;
        info.start(QStringLiteral("pdfinfo"), {QStringLiteral("-isodates"), file.fileName()});
        QVERIFY(info.waitForFinished(60'000));
        const QString said = QString::fromUtf8(info.readAllStandardOutput());
        const auto row = [&said](const char* name) {
            return QRegularExpression(QLatin1Char('^') + QLatin1String(name) + QStringLiteral(": +(.*)$"),
                                      QRegularExpression::MultilineOption)
                .match(said)
                .captured(1);
        };
        QCOMPARE(row("Title"), QStringLiteral("Audit report: Signed only"));
        QCOMPARE(row("Creator"), told.value(QStringLiteral("CreatorTool")));
        QCOMPARE(row("Producer"), told.value(QStringLiteral("Producer")));
        QCOMPARE(row("CreationDate"), QStringLiteral("2026-02-10T10:20:30Z"));
        QVERIFY2(info.readAllStandardError().isEmpty(), "the file is not sound");
    }
    void refusesWhatQtDoesNotWrite_data()
    {
        QTest::addColumn<QByteArray>("pdf");
        const QByteArray sound = pdfOf(document());
        const auto changed = [&sound](const char* before, const char* after) { return QByteArray(sound).replace(before, after); };
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("another file") << QByteArray("%PDF-1.4\n%%EOF\n");
        QTest::newRow("no table") << changed("\nxref\n", "\nnone\n");
        QTest::newRow("a table elsewhere") << changed("startxref\n", "startxref\n99");
        QTest::newRow("a table of nothing") << changed("startxref\n", "startxref\nx");
        QTest::newRow("more objects than there are") << changed("xref\n0 ", "xref\n0 99999999");
        QTest::newRow("an object elsewhere") << changed("\n2 0 obj\n", "\n9 0 obj\n");
        QTest::newRow("no root") << changed("/Root ", "/Rood ");
        QTest::newRow("a root that is none") << changed("/Root ", "/Root 99999");
        QTest::newRow("no date") << changed("/CreationDate (", "/CreationTime (");
        QTest::newRow("half") << sound.left(sound.size() / 2);
    }
    void refusesWhatQtDoesNotWrite()
    {
        QFETCH(QByteArray, pdf);
        const auto settled = ui::print::settledPdf(pdf.toStdString(), {"D:20260210102030Z", std::string(32, '0')});
        QVERIFY(!settled.ok());
        QCOMPARE(settled.error().code, ErrorCode::Internal);
    }
    /// What is settled already stays as it is.
    void settlesOnce()
    {
        const std::string pdf = pdfOf(document()).toStdString();
        const std::size_t id = pdf.find("/ID [ <") + 7;
        const auto again = ui::print::settledPdf(pdf, {"D:20260210102030Z", pdf.substr(id, 32)});
        QVERIFY(again.ok());
        QCOMPARE(again.value(), pdf);
    }
};

int main(int count, char** arguments)
{
    QGuiApplication application(count, arguments);
    if (qEnvironmentVariableIsSet("VCI_TEST_FONT")) {
        QFont font(QStringLiteral("JetBrains Mono"), 31, QFont::Black, true);
        font.setStretch(QFont::Expanded);
        font.setLetterSpacing(QFont::AbsoluteSpacing, 7);
        font.setHintingPreference(QFont::PreferFullHinting);
        QGuiApplication::setFont(font);
    }
    if (count == 2 && QByteArray(arguments[1]) == "--write") {
        const QByteArray pdf = pdfOf(document());
        return std::fwrite(pdf.constData(), 1, static_cast<std::size_t>(pdf.size()), stdout) ==
                       static_cast<std::size_t>(pdf.size())
                   ? 0
                   : 1;
    }
    TestPdf test;
    return QTest::qExec(&test, count, arguments);
}

#include "tst_pdf.moc"
