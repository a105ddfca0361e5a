// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/dialogs/recheckdialog.h"
#include "ui/dialogs/reportdraft.h"
#include "ui/dialogs/reportoptions.h"

#include "tests/ui/sessionfixture.h"

#include <QComboBox>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QRadioButton>
#include <QSignalSpy>
#include <QTest>

#include <atomic>

using namespace vci;
using namespace vci::ui;
using namespace vci::testing;

namespace {

template <class Field>
Field* named(const QWidget& parent, const char* accessibleName)
{
    for (auto* field : parent.findChildren<Field*>())
        if (field->accessibleName() == QLatin1String(accessibleName)) return field;
    return nullptr;
}

const TenantId kTenant = *TenantId::tryFromString("11111111-1111-4111-8111-111111111111");

}  // namespace

class TestReportDialog : public QObject {
    Q_OBJECT

    struct Calls {
        std::atomic<int> verified = 0;
        std::atomic<int> made = 0;
        std::atomic<int> revealed = 0;
    };

    std::unique_ptr<Session> m_session;
    std::shared_ptr<Calls> m_calls;
    std::unique_ptr<ReportDraft> m_draft;

    void make(std::optional<Error> failure = {}, std::optional<Error> custody = {})
    {
        m_session = openSession(sampleSource());
        QTRY_COMPARE(m_session->sourceState(), Session::SourceState::Open);
        m_calls = std::make_shared<Calls>();
        ReportServices services;
        services.make = [calls = m_calls, failure](store::EventReader&, const ReportAsk& ask, const auto& progress,
                                                   const auto&) -> Result<ReportMade> {
            if (failure) return *failure;
            ++calls->made;
            if (!ask.verified) ++calls->verified;
            progress(8);
            auto document = json::Value::object({{"format", json::Value::string("voicecore/report/v1")}});
            document.set("request", ask.request.toJson());
            return ReportMade{std::make_shared<const json::Value>(std::move(document)),
                              ask.verified ? ask.verified : std::make_shared<const verify::Report>(verify::Report{kTenant})};
        };
        services.save = [](report::Format, const json::Value&, const std::string& file, const auto&) -> Result<void> {
            if (file == "/full") return makeError(ErrorCode::Io, "cannot write /full: the disk is full");
            return {};
        };
        const auto beforeReveal = [calls = m_calls, custody]() -> Result<void> {
            ++calls->revealed;
            if (custody) return *custody;
            return {};
        };
        m_draft = std::make_unique<ReportDraft>(*m_session, services, beforeReveal);
    }
    [[nodiscard]] static ReportWish wish(report::Format format = report::Format::Pdf)
    {
        ReportWish made{report::Request{kTenant}, format, 300};
        made.request.aggregates.push_back(fixtureAggregate());
        return made;
    }

private Q_SLOTS:
    void cleanup()
    {
        m_draft.reset();
        m_session.reset();
    }

    void theRequestIsWhatTheFieldsSay()
    {
        ReportStanding standing{kTenant};
        standing.aggregate = fixtureAggregate();
        standing.playhead = Timestamp(1'000'000);
        const ReportOptions options(standing, nullptr);
        QCOMPARE(options.request().value().aggregates.size(), 1U);
        QCOMPARE(options.request().value().personalData, report::PersonalData::Masked);
        named<QLineEdit>(options, "Events from")->setText(QStringLiteral("2026-02-10T10:00:00Z"));
        named<QPlainTextEdit>(options, "Times of the states, one a line")
            ->setPlainText(QStringLiteral("2026-02-10T10:00:00Z\n2026-02-10T11:00:00+01:00"));
        named<QPlainTextEdit>(options, "Correlations, one id a line")
            ->setPlainText(QStringLiteral("0000000c-0000-4000-8000-000000000001"));
        const auto request = options.request();
        QVERIFY(request.ok());
        QCOMPARE(request.value().correlations.size(), 1U);
        QCOMPARE(request.value().instants.size(), 2U);
        QVERIFY(request.value().instants[0] == request.value().instants[1]);
        QVERIFY(request.value().from.has_value());
    }

    void theCorrelationOfTheEventIsAScope()
    {
        ReportStanding standing{kTenant};
        standing.aggregate = fixtureAggregate();
        standing.event = fixtureId(0);
        ReportOptions options(standing, nullptr);
        QRadioButton* related = nullptr;
        for (auto* choice : options.findChildren<QRadioButton*>())
            if (choice->text().startsWith(QStringLiteral("This correlation"))) related = choice;
        QVERIFY(related != nullptr && !related->isEnabled());
        const auto correlation = *CorrelationId::tryFromString("0000000c-0000-4000-8000-000000000001");
        const auto other = *AggregateId::tryFromString("0000000b-0000-4000-8000-000000000001");
        options.setCorrelation(correlation, {fixtureAggregate(), other});
        QCOMPARE(related->text(), QStringLiteral("This correlation: 0000000c, 2 aggregates"));
        related->setChecked(true);
        const auto request = options.request();
        QVERIFY(request.ok());
        QCOMPARE(request.value().aggregates.size(), 2U);
        QCOMPARE(request.value().correlations.size(), 1U);
        options.setCorrelation({}, {});
        QVERIFY(!related->isEnabled());
    }

    void whatIsNoCorrelationIsRefused()
    {
        const ReportOptions options(ReportStanding{kTenant}, nullptr);
        named<QPlainTextEdit>(options, "Correlations, one id a line")->setPlainText(QStringLiteral("05212f18"));
        const auto request = options.request();
        QVERIFY(!request.ok());
        QCOMPARE(request.error().message, std::string("05212f18 is no id of a correlation"));
    }

    void whatMakesNoSenseIsRefusedByTheNameOfItsField_data()
    {
        QTest::addColumn<QString>("from");
        QTest::addColumn<QString>("to");
        QTest::addColumn<QString>("instants");
        QTest::addColumn<QString>("said");
        const QString good = QStringLiteral("2026-02-10T10:00:00Z");
        QTest::newRow("no offset") << QStringLiteral("2026-02-10T10:00:00") << QString() << QString()
                                   << QStringLiteral("Events from");
        QTest::newRow("no time") << QString() << QStringLiteral("soon") << QString() << QStringLiteral("Events before");
        QTest::newRow("empty period") << good << good << QString() << QStringLiteral("later than its beginning");
        QTest::newRow("odd instant") << QString() << QString() << QStringLiteral("noon") << QStringLiteral("States at");
    }
    void whatMakesNoSenseIsRefusedByTheNameOfItsField()
    {
        QFETCH(QString, from);
        QFETCH(QString, to);
        QFETCH(QString, instants);
        QFETCH(QString, said);
        ReportStanding standing{kTenant};
        standing.aggregate = fixtureAggregate();
        const ReportOptions options(standing, nullptr);
        named<QLineEdit>(options, "Events from")->setText(from);
        named<QLineEdit>(options, "Events before")->setText(to);
        named<QPlainTextEdit>(options, "Times of the states, one a line")->setPlainText(instants);
        const auto request = options.request();
        QVERIFY(!request.ok());
        QVERIFY2(request.error().message.find(said.toStdString()) != std::string::npos, request.error().message.c_str());
    }

    void chosenAggregatesMustBeIds()
    {
        const ReportOptions options(ReportStanding{kTenant}, nullptr);
        for (auto* choice : options.findChildren<QRadioButton*>())
            if (choice->text().startsWith(QStringLiteral("These"))) choice->setChecked(true);
        QVERIFY(!options.request().ok());
        auto* list = named<QPlainTextEdit>(options, "Aggregates, one id a line");
        list->setPlainText(QStringLiteral("nonsense"));
        QVERIFY(!options.request().ok());
        list->setPlainText(QString::fromStdString(fixtureAggregate().toString()) + QStringLiteral(", ") +
                           QString::fromStdString(kTenant.toString()));
        QCOMPARE(options.request().value().aggregates.size(), 2U);
    }

    void anotherFormatTakesNoReading()
    {
        make();
        m_draft->ask(wish());
        QTRY_VERIFY(m_draft->isReady());
        QVERIFY(!m_draft->preview().pictures.pages.empty());
        m_draft->ask(wish(report::Format::Json));
        QVERIFY(!m_draft->isReady());
        QTRY_VERIFY(m_draft->isReady());
        QVERIFY(m_draft->preview().text.contains(QStringLiteral("voicecore/report/v1")));
        QCOMPARE(int(m_calls->made), 1);
    }

    void theScopeIsVerifiedOnce()
    {
        make();
        m_draft->ask(wish());
        QTRY_VERIFY(m_draft->isReady());
        ReportWish later = wish();
        later.request.instants.push_back(Timestamp(1'000'000));
        m_draft->ask(later);
        QTRY_VERIFY(m_draft->isReady());
        QCOMPARE(int(m_calls->made), 2);
        QCOMPARE(int(m_calls->verified), 1);
        later.request.from = Timestamp(0);
        m_draft->ask(later);
        QTRY_VERIFY(m_draft->isReady());
        QCOMPARE(int(m_calls->verified), 2);
    }

    void onlyTheLastOfManyChangesIsMade()
    {
        make();
        m_draft->ask(wish());
        QTRY_VERIFY(m_draft->isReady());
        for (int i = 1; i <= 5; ++i) {
            ReportWish typed = wish();
            typed.request.instants.push_back(Timestamp(i));
            m_draft->ask(typed);
        }
        QTRY_VERIFY(m_draft->isReady());
        QCOMPARE(int(m_calls->made), 2);
    }

    void personalDataIsShownAfterItsRecordOrNotAtAll()
    {
        make();
        ReportWish revealed = wish();
        revealed.request.personalData = report::PersonalData::Shown;
        m_draft->ask(revealed);
        QTRY_VERIFY(m_draft->isReady());
        QCOMPARE(int(m_calls->revealed), 1);
        cleanup();
        make({}, makeError(ErrorCode::Io, "the custody log cannot be written"));
        m_draft->ask(revealed);
        QTRY_COMPARE(m_draft->state(), ReportDraft::State::Failed);
        QCOMPARE(int(m_calls->made), 0);
    }

    void aFailureIsToldAndNothingIsSaved()
    {
        make(makeError(ErrorCode::NotFound, "there is no such aggregate"));
        m_draft->ask(wish());
        QTRY_COMPARE(m_draft->state(), ReportDraft::State::Failed);
        QSignalSpy saved(m_draft.get(), &ReportDraft::saved);
        m_draft->save(QStringLiteral("/tmp/none.pdf"));
        QCOMPARE(m_draft->state(), ReportDraft::State::Failed);
        QCOMPARE(saved.size(), 0);
    }

    void savingTellsItsEnd()
    {
        make();
        m_draft->ask(wish());
        QTRY_VERIFY(m_draft->isReady());
        QSignalSpy saved(m_draft.get(), &ReportDraft::saved);
        QSignalSpy failed(m_draft.get(), &ReportDraft::saveFailed);
        m_draft->save(QStringLiteral("/full"));
        QTRY_COMPARE(failed.size(), 1);
        QVERIFY(m_draft->isReady());
        m_draft->save(QStringLiteral("/fine"));
        QTRY_COMPARE(saved.size(), 1);
        QCOMPARE(saved.front().front().toString(), QStringLiteral("/fine"));
    }

    void differencesNameTheirPlaceAndBothSides()
    {
        ReportRecheck outcome{report::Request{kTenant}, report::Format::Pdf, {}, {}, {}};
        QVERIFY(outcome.isSame());
        outcome.own = {{{"/digest", json::Value::string("a"), std::nullopt}}, 1};
        outcome.source = {{{"/events/0", json::Value::string("b"), json::Value::string("c")}}, 3};
        QVERIFY(!outcome.isSame());
        QCOMPARE(differenceLines(outcome), QStringLiteral("/digest\n    was: \"a\"\n    is:  not there\n"
                                                          "/events/0\n    was: \"b\"\n    is:  \"c\"\n… and 2 more places"));
    }

    void reasonsAreOnesThatCanBe_data()
    {
        QTest::addColumn<report::Format>("format");
        QTest::addColumn<int>("own");
        QTest::addColumn<int>("source");
        QTest::addColumn<int>("bytes");  // of the case file: 1 the same, 0 others, -1 not known
        QTest::addColumn<QStringList>("said");
        const QString other = QStringLiteral("case file's bytes are not those");
        QTest::newRow("same, same bytes") << report::Format::Pdf << 0 << 0 << 1 << QStringList();
        QTest::newRow("same, bytes not known") << report::Format::Pdf << 0 << 0 << -1 << QStringList();
        QTest::newRow("same, other bytes") << report::Format::Html << 0 << 0 << 0
                                           << QStringList{other, QStringLiteral("no difference of content")};
        QTest::newRow("the source differs") << report::Format::Html << 0 << 1 << 0 << QStringList{other};
        QTest::newRow("the report differs") << report::Format::Html << 0 << 1 << 1
                                            << QStringList{QStringLiteral("the bytes that it had")};
        QTest::newRow("a changed JSON") << report::Format::Json << 1 << 0 << -1
                                        << QStringList{QStringLiteral("changed after it was made.")};
        QTest::newRow("a changed CSV") << report::Format::Csv << 1 << 0 << -1 << QStringList{QStringLiteral("another version.")};
        QTest::newRow("a changed XLSX") << report::Format::Xlsx << 1 << 0 << -1 << QStringList{QStringLiteral("saved anew")};
        QTest::newRow("a changed PDF") << report::Format::Pdf << 1 << 0 << -1 << QStringList{QStringLiteral("with other fonts.")};
    }
    void reasonsAreOnesThatCanBe()
    {
        QFETCH(report::Format, format);
        QFETCH(int, own);
        QFETCH(int, source);
        QFETCH(int, bytes);
        QFETCH(QStringList, said);
        ReportRecheck outcome{report::Request{kTenant}, format, {{}, own}, {{}, source}, {}};
        if (bytes >= 0) outcome.isSourceSame = bytes == 1;
        const QString reasons = recheckReasons(outcome);
        QCOMPARE(reasons.isEmpty(), said.isEmpty());
        if (source > 0) {  // where nobody could be asked, it is nobody's fault
            ReportRecheck unasked = outcome;
            unasked.isUnasked = true;
            QVERIFY(recheckReasons(unasked).contains(QStringLiteral("Check again when an endpoint of the trust file answers.")));
            QVERIFY(!recheckReasons(unasked).contains(QStringLiteral("the report was changed")));
        }
        for (const QString& words : said) QVERIFY2(reasons.contains(words), qPrintable(reasons));
        QVERIFY(!reasons.contains(QStringLiteral("earlier version")));
        for (const std::int64_t edition : {report::kFirstEdition, report::kSecondEdition}) {
            outcome.request.edition = edition;
            const QString told = recheckReasons(outcome);
            QVERIFY(told.contains(QStringLiteral("The report says of itself that an earlier version made it, which told less")));
            QVERIFY(told.contains(QStringLiteral("events that it does not list were not compared.")));
        }
        // What is trusted by nothing of the user's makes no difference where nothing differs.
        outcome.untrusted = {"the key voicecore/log+08ba85b7"};
        QCOMPARE(recheckReasons(outcome).contains(QStringLiteral("the key voicecore/log+08ba85b7")), !outcome.isSame());
    }
};

QTEST_MAIN(TestReportDialog)
#include "tst_reportdialog.moc"
