// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/json/read.h"
#include "core/report/findings.h"
#include "core/report/mask.h"

#include <QtTest>

using namespace vci;
using report::Mask;
using report::PersonalData;

Q_DECLARE_METATYPE(vci::FindingKind)

/// What a report shows of personal data.
class TestMask final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void texts_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("shown");
        const auto row = [](const char* name, const char* text, const char* shown) {
            QTest::newRow(name) << QString::fromUtf8(text) << QString::fromUtf8(shown);
        };
        row("a phone number", "no answer from +15551234567.", "no answer from (masked).");
        row("grouped", "+48 220 060 808 → +1 (800) 555-0105", "(masked) → (masked)");
        row("two behind each other", "+15551234567,+15551234568", "(masked),(masked)");
        row("a card", "card is 4111 1111 1111 1111, expired", "card is (masked), expired");
        row("a card with dashes at the end", "5500-0055-5555-5559", "(masked)");
        row("two cards", "4111111111111111 5500005555555559", "(masked) (masked)");
        row("mail", "write to olivia.singh0@mail.example!", "write to (masked)!");
        row("mail beyond ASCII", "an jürgen@bücher.example", "an (masked)");
        row("a number that is no card", "order 4111 1111 1111 1112", "order 4111 1111 1111 1112");
        row("an amount", "+12.50 and 1234567890", "+12.50 and 1234567890");
        row("a time", "2026-02-05 12:57:33.175186", "2026-02-05 12:57:33.175186");
        row("an id of digits alone", "11111111-1111-4111-8111-111111111111", "11111111-1111-4111-8111-111111111111");
        row("a hash", "0x4111111111111111aa4111111111111111", "0x4111111111111111aa4111111111111111");
        row("an at alone", "3 @ 5", "3 @ 5");
        row("no text", "", "");
    }
    void texts()
    {
        QFETCH(QString, text);
        QFETCH(QString, shown);
        QCOMPARE(QString::fromStdString(report::withoutPersonalText(text.toStdString())), shown);
    }

    /// What a person wrote: numbers as people write them down.
    void writtenTexts_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("shown");
        const auto row = [](const char* name, const char* text, const char* shown) {
            QTest::newRow(name) << QString::fromUtf8(text) << QString::fromUtf8(shown);
        };
        row("national", "call 02071234567 back", "call (masked) back");
        row("national, grouped", "call 020 7123 4567, or (0)30/123456.", "call (masked), or (masked).");
        row("in pairs", "01 23 45 67 89", "(masked)");
        row("from abroad", "0048 220 060 808", "(masked)");
        row("two of them", "02071234567 02071234568", "(masked) (masked)");
        row("without a 0", "5551234567", "(masked)");
        row("of North America", "555-123-4567 or (800) 555-0105 or 1 800 555 0105", "(masked) or (masked) or (masked)");
        row("behind a date", "05.02.2026 02071234567", "05.02.2026 (masked)");
        row("with +", "+15551234567", "(masked)");
        row("with + and slashes", "+49/30/1234567", "(masked)");
        row("with + and slashes, before a date", "+49/30/12345/67 12.12.2026, +49/30/12345/67/2026/11/27", "(masked), (masked)");
        row("with +, before a date", "a +49 30 1234567 2026-11-27", "a (masked)");
        row("with + in brackets", "(+49)/30/1234567 (+49 30 1234567)", "(masked) ((masked))");
        row("with + and few digits", "+12/11/26", "+12/11/26");
        row("behind an abbreviation", "call Tel.02071234567 or No.5551234567, fax:.555-123-4567",
            "call Tel.(masked) or No.(masked), fax:.(masked)");
        row("before an extension", "5551234567x12, 555-123-4567ext. 3, 02071234567fax",
            "(masked)x12, (masked)ext. 3, (masked)fax");
        row("a hash without 0x", "12345678ab12 1234567-ab", "12345678ab12 1234567-ab");
        row("an amount with a comma", "1234567,89 0,1234567", "1234567,89 0,1234567");
        row("dates", "05.02.2026 12:57, 05/02/2026, 2026-02-05 09:57:33.175186",
            "05.02.2026 12:57, 05/02/2026, 2026-02-05 09:57:33.175186");
        row("amounts", "12.50, 0.1234567, 1234567.89 and 123456", "12.50, 0.1234567, 1234567.89 and 123456");
        row("an id of digits alone", "11111111-1111-4111-8111-111111111111", "11111111-1111-4111-8111-111111111111");
        row("a hash", "0x4111111111111111aa4111111111111111", "0x4111111111111111aa4111111111111111");
    }
    void writtenTexts()
    {
        QFETCH(QString, text);
        QFETCH(QString, shown);
        const auto catalog = catalog::Catalog::builtIn();
        const Mask mask(catalog, PersonalData::Masked);
        QCOMPARE(QString::fromStdString(mask.freeText(text.toStdString())), shown);
        // An older report is repeated with what it shows.
        const Mask older(catalog, PersonalData::Masked, report::kSecondEdition);
        QCOMPARE(older.freeText(text.toStdString()), report::withoutPersonalText(text.toStdString()));
    }

    void payloads_data()
    {
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<QByteArray>("data");
        QTest::addColumn<QByteArray>("shown");
        const auto row = [](const char* name, const char* type, const char* data, const char* shown) {
            QTest::newRow(name) << QByteArray(type) << QByteArray(data).replace('\'', '"')
                                << QByteArray(shown).replace('\'', '"');
        };
        row("a sensitive name in another case", "CallEnded", "{'Phone':'x','PHONE':1}",
            "{'PHONE':'(masked)','Phone':'(masked)'}");
        row("deep below", "CallEnded", "{'a':[{'email':'x','n':1}]}", "{'a':[{'email':'(masked)','n':1}]}");
        row("a number as a name", "CallEnded", "{'+15559990000':{'n':1}}", "{'(masked)':{'n':1}}");
        row("a number in a text", "CallEnded", "{'end_reason':'asked for +15559990000'}", "{'end_reason':'asked for (masked)'}");
        row("a type that nobody knows", "Odd", "{'a':'x','b':1,'c':true,'d':null}",
            "{'a':'(masked)','b':'(masked)','c':true,'d':null}");
    }
    void payloads()
    {
        QFETCH(QByteArray, type);
        QFETCH(QByteArray, data);
        QFETCH(QByteArray, shown);
        const auto read = [](const QByteArray& text) { return json::readLenient(text.toStdString()).value; };
        const Mask masked(catalog::Catalog::builtIn(), PersonalData::Masked);
        const Mask open(catalog::Catalog::builtIn(), PersonalData::Shown);
        QCOMPARE(json::dumpCanonical(masked.payload(type.toStdString(), read(data))), json::dumpCanonical(read(shown)));
        QCOMPARE(json::dumpCanonical(open.payload(type.toStdString(), read(data))), json::dumpCanonical(read(data)));
    }

    /// Values stand in messages without quotes, too, and rows are named by what is personal.
    void findingsThatNameValues_data()
    {
        QTest::addColumn<FindingKind>("kind");
        QTest::addColumn<QString>("found");
        QTest::addColumn<QString>("message");
        QTest::addColumn<QString>("shown");
        const auto row = [](const char* name, FindingKind kind, const char* found, const char* message, const char* shown) {
            QTest::newRow(name) << kind << QString::fromUtf8(found) << QString::fromUtf8(message) << QString::fromUtf8(shown);
        };
        const FindingKind snapshot = FindingKind::SnapshotMismatch;
        const FindingKind drift = FindingKind::ReadModelDrift;
        row("a number", snapshot, "491711234567", "Wrong on: /email is 491711234567, replay gives 7; one more field is wrong",
            "Wrong on: /email is (masked), replay gives (masked); one more field is wrong");
        row("a row of an address", drift, "2", "The SecurityIncidents row 10.20.0.105 is not what its events give: /incidents",
            "The SecurityIncidents row (masked) is not what its events give: /incidents");
        row("a row that is named oddly", drift, "a row", "The X row a is behind its events is there, and no event makes it",
            "The X row (masked) is there, and no event makes it");
        row("a row of a day", drift, "2", "The DailyCallVolume row 2026-02-10 is not what its events give: /events",
            "The DailyCallVolume row 2026-02-10 is not what its events give: /events");
    }
    void findingsThatNameValues()
    {
        QFETCH(FindingKind, kind);
        QFETCH(QString, found);
        QFETCH(QString, message);
        QFETCH(QString, shown);
        const Finding finding{kind, Severity::Error, {}, {}, {}, "7", found.toStdString(), message.toStdString()};
        const auto catalog = catalog::Catalog::builtIn();
        const Mask mask(catalog, PersonalData::Masked);
        QCOMPARE(QString::fromStdString(mask.finding(finding).message), shown);
        QCOMPARE(Mask(catalog, PersonalData::Shown).finding(finding).message, message.toStdString());
        QCOMPARE(Mask(catalog, PersonalData::Masked, report::kSecondEdition).finding(finding).message, message.toStdString());
        // The reason of the badge quotes it.
        verify::Report verified{*TenantId::tryFromString("11111111-1111-4111-8111-111111111111")};
        verified.badge = verify::Badge::Mismatch;
        verified.findings = {finding};
        verified.reasonLead = message.toStdString();
        verified.reason = verified.reasonLead + "; 2 errors in all";
        const report::Request request{verified.tenantId};
        const json::Value told = report::verificationJson(verified, request, mask);
        QCOMPARE(QString::fromStdString(told.find("reason")->asText()), shown + QStringLiteral("; 2 errors in all"));
    }

    void findingsThatQuoteRows()
    {
        const Mask mask(catalog::Catalog::builtIn(), PersonalData::Masked);
        Finding finding{FindingKind::SnapshotMismatch, Severity::Error, {}, {}, {}, "\"Olivia \\\"O\\\" Singh\"", "\"Jane\"", {}};
        finding.message = "The snapshot is wrong: /name is \"Olivia \\\"O\\\" Singh\", replay gives \"Jane\"";
        const Finding shown = mask.finding(finding);
        QCOMPARE(shown.expected, std::optional<std::string>("(masked)"));
        QCOMPARE(shown.found, std::optional<std::string>("(masked)"));
        QCOMPARE(shown.message, std::string("The snapshot is wrong: /name is (masked), replay gives (masked)"));
        QCOMPARE(Mask(catalog::Catalog::builtIn(), PersonalData::Shown).finding(finding).message, finding.message);
        finding.kind = FindingKind::InvalidTxHash;
        for (const char* found : {"Olivia Singh", "15551230000", "olivia@mail.example", ""}) {
            finding.found = found;
            finding.message = std::string("The recorded transaction hash \"") + found + "\" is no transaction hash";
            QCOMPARE(mask.finding(finding).found, std::string("(masked)"));
            QCOMPARE(mask.finding(finding).message, std::string("The recorded transaction hash is not 0x and 64 hex digits."));
        }
        finding.found = "pending";
        finding.message = "The recorded transaction hash \"pending\" is no transaction hash";
        QCOMPARE(mask.finding(finding).found, finding.found);
        QCOMPARE(mask.finding(finding).message, finding.message);
        finding.kind = FindingKind::LogRootMismatch;
        QCOMPARE(mask.finding(finding).message, finding.message);
    }
};

QTEST_GUILESS_MAIN(TestMask)
#include "tst_mask.moc"
