// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/cli/auditrun.h"

#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

class TestAuditUsage : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void refuses_data();
    void refuses();
    void helps_data();
    void helps();
    void tellsTheExitCodeOfFindings_data();
    void tellsTheExitCodeOfFindings();
    void tellsItsVersion();
    void takesOptionsOnEitherSide();
    void takesDefaultsFromTheEnvironment();
    void completes_data();
    void completes();
    void completesEveryOption_data();
    void completesEveryOption();
    void installsWithItsCompletion();

private:
    /// What the completion offers for a line whose last word is the one being typed.
    [[nodiscard]] AuditRun complete(const QString& words) const;

    QTemporaryDir m_dir;
    QString m_case;
};

void TestAuditUsage::initTestCase()
{
    QVERIFY(m_dir.isValid());
    m_case = m_dir.filePath(QStringLiteral("usage.vcase"));
    QCOMPARE(runAudit({QStringLiteral("init"), m_case}).exitCode, 0);
    for (const char* name : {"sp ace.vcase", "lines.jsonl", "table.csv", "map.json"}) {
        QFile file(m_dir.filePath(QString::fromLatin1(name)));
        QVERIFY(file.open(QIODevice::WriteOnly));
    }
}

void TestAuditUsage::refuses_data()
{
    QTest::addColumn<QString>("arguments");
    QTest::addColumn<int>("exitCode");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("mentions");
    const auto row = [](const char* name, const char* arguments, int exitCode, const char* code, const char* mentions) {
        QTest::newRow(name) << QString::fromUtf8(arguments) << exitCode << QString::fromUtf8(code) << QString::fromUtf8(mentions);
    };
    row("no command", "", 2, "usage", "init, generate, append, import");
    row("unknown command", "verdict x", 2, "usage", "no command verdict; the commands are: init");
    row("no such subcommand", "db frob", 2, "usage", "there is no db frob; there are: migrate, status");
    row("no such subcommand below", "db member frob x", 2, "usage", "there is no db member frob; there are: add, remove, list");
    row("casefile alone", "casefile", 2, "usage", "casefile needs to be told what to do: new, note, bookmark, seal, custody");
    row("seal without a key", "casefile seal CASE", 2, "usage", "VCI_KEY");
    row("seal without a case", "casefile seal --key x", 2, "usage", "no case was named");
    row("a key of a file that holds none", "log key show CASE", 2, "usage", "holds no key");
    row("seal with a key that is not there", "casefile seal CASE --key nothing.key", 3, "io", "nothing.key");
    row("custody of a database", "casefile custody postgresql:///nothing", 2, "usage", "is a database, not a case file");
    row("note on a database", "casefile note postgresql:///nothing x", 2, "usage", "is a database, not a case file");
    row("note without a text", "casefile note CASE --finding", 2, "usage", "no text to write");
    row("note on an unknown event", "casefile note CASE x --event 5f0c3b0e-6a54-4b6e-9d0c-2f1f0c6a7e11", 2, "not_found",
        "there is no event 5f0c3b0e");
    row("bookmark without an event", "casefile bookmark CASE", 2, "usage", "no event was named");
    row("bookmark on no UUID", "casefile bookmark CASE x", 2, "invalid_id", "EVENT must be a UUID");
    row("new over a file", "casefile new CASE", 2, "already_exists", "nothing is overwritten");
    row("export without a file", "--store CASE export", 2, "usage", "FILE");
    row("export of an empty case", "--store CASE export new.vcase", 2, "not_found", "holds no tenant yet");
    row("export with a filter", "--store CASE export new.vcase --filter seq==1", 2, "usage", "no option --filter");
    row("export of no time", "--store CASE export new.vcase --from 2026-01-02T00:00:00Z --to 2026-01-01T00:00:00Z", 2, "usage",
        "--to must be later than --from");
    row("unknown option", "--store CASE stats --bogus", 2, "usage", "no option --bogus");
    row("filter is not there yet", "--store CASE events --filter seq==1", 2, "usage", "no option --filter");
    row("too many arguments", "--store CASE stats extra", 2, "usage", "unexpected argument extra");
    row("missing argument", "--store CASE state", 2, "usage", "AGGREGATE");
    row("an aggregate that is empty", "--store CASE events ''", 2, "usage", "AGGREGATE was given as an empty text");
    row("a read model that is empty", "--store CASE read-model catch-up ''", 2, "usage", "TYPE was given as an empty text");
    row("a time that is empty", "--store CASE export new.vcase --from ''", 2, "usage", "--from was given as an empty text");
    row("a tenant that is empty", "--store CASE --tenant '' stats", 2, "usage", "--tenant was given as an empty text");
    row("no source", "stats", 2, "usage", "VCI_STORE");
    row("no UUID", "--store CASE state 123", 2, "invalid_id", "must be a UUID");
    row("tenant is no UUID", "--store CASE --tenant acme stats", 2, "invalid_id", "--tenant");
    row("limit 0", "--store CASE events --limit 0", 2, "usage", "--limit");
    row("limit beyond 64 bits", "--store CASE events --limit 99999999999999999999", 2, "usage", "--limit");
    row("no calls", "--store CASE generate --calls 0", 2, "usage", "from 1 to 100000000");
    row("calls are a word", "--store CASE generate --calls many", 2, "usage", "many is no whole number");
    row("negative seed", "--store CASE generate --seed -1", 2, "usage", "-1 is no whole number");
    row("seed beyond 64 bits", "--store CASE generate --seed 18446744073709551616", 2, "usage", "--seed");
    row("a directory as a case file", "--store / stats", 3, "io", "folder");
    row("unknown aggregate of events", "--store CASE events 5f0c3b0e-6a54-4b6e-9d0c-2f1f0c6a7e11", 2, "not_found", "5f0c3b0e");
    row("limit is a word", "--store CASE events --limit many", 2, "usage", "--limit");
    row("unknown format", "events --format xml", 2, "usage", "--format");
    row("both points", "--store CASE state 5f0c3b0e-6a54-4b6e-9d0c-2f1f0c6a7e11 --at-sequence 1 --at-time 2026-01-01T00:00:00Z",
        2, "usage", "at-");
    row("sequence is a word", "--store CASE state 5f0c3b0e-6a54-4b6e-9d0c-2f1f0c6a7e11 --at-sequence last", 2, "usage",
        "--at-sequence");
    row("time without offset", "--store CASE state 5f0c3b0e-6a54-4b6e-9d0c-2f1f0c6a7e11 --at-time 2026-01-01T00:00:00", 2,
        "invalid_time", "offset");
    row("blame time without offset", "--store CASE blame 5f0c3b0e-6a54-4b6e-9d0c-2f1f0c6a7e11 --at-time 2026-01-01T00:00:00", 2,
        "invalid_time", "offset");
    row("diff without offset", "--store CASE state 5f0c3b0e-6a54-4b6e-9d0c-2f1f0c6a7e11 --diff 2026-01-01T00:00:00", 2,
        "invalid_time", "offset");
    row("second 60", "--store CASE state 5f0c3b0e-6a54-4b6e-9d0c-2f1f0c6a7e11 --at-time 2026-01-01T00:00:60Z", 2, "invalid_time",
        "");
    row("unknown aggregate", "--store CASE state 5f0c3b0e-6a54-4b6e-9d0c-2f1f0c6a7e11", 2, "not_found", "5f0c3b0e");
    row("unknown event", "--store CASE chain 5f0c3b0e-6a54-4b6e-9d0c-2f1f0c6a7e11", 2, "not_found", "5f0c3b0e");
    row("unknown correlation", "--store CASE chain --correlation 5f0c3b0e-6a54-4b6e-9d0c-2f1f0c6a7e11", 2, "not_found",
        "5f0c3b0e");
    row("chain of nothing", "--store CASE chain", 2, "usage", "--correlation");
    row("two formats", "--store CASE events --format csv", 2, "usage", "--json");
    row("no such case file", "--store nothing-here.vcase stats", 3, "io", "nothing-here.vcase");
    row("another scheme", "--store mysql://localhost/db stats", 2, "usage", "postgresql://");
#ifdef VCI_HAS_POSTGRES
    row("no server", "--store postgresql://127.0.0.1:1/none stats", 3, "unreachable", "");
#endif
    row("no such catalogue", "--store CASE --catalog nothing-here.json types", 3, "io", "nothing-here.json");
    row("no such input", "--store CASE append nothing-here.jsonl", 3, "io", "nothing-here.jsonl");
    row("import without a map", "--store CASE import a.csv", 2, "usage", "--map");
    row("no such table", "--store CASE import nothing-here.csv --map a.json", 3, "io", "nothing-here.csv");
    row("a table that is no file", "--store CASE import /dev/null --map a.json", 2, "usage", "read only once");
    row("a directory as input", "--store CASE append /", 3, "io", "/");
    row("snapshot of nothing", "--store CASE snapshot create", 2, "usage", "--all-due");
    row("snapshot of two things", "--store CASE snapshot create --all-due --type Call", 2, "usage", "--all-due");
    row("snapshot told nothing", "--store CASE snapshot", 2, "usage", "create, list, audit");
    row("snapshot frequency", "--store CASE snapshot create --all-due --snapshot-every often", 2, "usage", "TYPE=N");
    row("snapshot of no UUID", "--store CASE snapshot audit 123", 2, "invalid_id", "must be a UUID");
    row("snapshots of an unknown aggregate", "--store CASE snapshot list 5f0c3b0e-6a54-4b6e-9d0c-2f1f0c6a7e11", 2, "not_found",
        "5f0c3b0e");
    row("read-model alone", "--store CASE read-model", 2, "usage", "list, show, drift");
    row("show of no type", "--store CASE read-model show", 2, "usage", "TYPE");
    row("rebuild of no type", "--store CASE read-model rebuild", 2, "usage", "TYPE");
    row("no such projection", "--store CASE read-model drift Nothing", 2, "not_found", "AgentActivity, CallSummary");
    row("no such read model", "--store CASE read-model show Nope", 2, "not_found", "there are AgentActivity, CallSummary");
    row("no row of no read model", "--store CASE read-model show Nope x", 2, "not_found", "there is no");
    row("drift of rows that no rule knows", "--store CASE read-model drift CustomerProfile --foreign", 2, "usage",
        "these do: CallSummary");
    row("no such row", "--store CASE read-model show CallSummary nobody", 2, "not_found", "nobody");
    row("no such folder of projections", "--store CASE read-model list --projections nowhere-here", 3, "io", "nowhere-here");
    row("a row for nobody", "--store CASE read-model put TeamNotes north -", 2, "not_found", "no tenant");
    row("init over a file", "init CASE", 2, "already_exists", "CASE");
    row("init in no folder", "init /nonexistent-folder/a.vcase", 3, "io", "a.vcase");
    row("checkpoint without a key", "--store CASE log checkpoint", 2, "usage", "--key");
    row("checkpoint with no such key", "--store CASE log checkpoint --key nothing-here.key", 3, "io", "nothing-here.key");
    row("key without a name", "log key generate new.key", 2, "usage", "--name");
    row("key without a file", "log key generate", 2, "usage", "FILE");
    row("proof of no UUID", "--store CASE log prove 123", 2, "invalid_id", "EVENT");
    row("adopt without a reason", "--store CASE db adopt --journal /", 2, "usage", "--reason");
    row("adopt without a journal", "--store CASE db adopt --reason lost", 3, "io", "VCI_JOURNAL");
    row("no such trust file", "trust show --trust nothing-here.json", 3, "io", "nothing-here.json");
    row("no such pins", "pins list --pins nothing-here", 3, "io", "nothing-here");
    row("pins compared with nothing", "pins compare", 2, "usage", "--store");
    row("report of no format", "--store CASE report a.docx", 2, "usage", ".pdf, .html, .xlsx, .csv or .json");
    row("report that is only an ending", "--store CASE report .pdf", 2, "usage", "NAME.pdf");
    row("report without a file", "--store CASE report", 2, "usage", "FILE");
    row("report of no UUID", "--store CASE report a.pdf --aggregate 123", 2, "invalid_id", "--aggregate");
    row("report of no correlation", "--store CASE report a.pdf --correlation 123", 2, "invalid_id", "--correlation");
    row("report at no time", "--store CASE report a.pdf --aggregate 5f0c3b0e-6a54-4b6e-9d0c-2f1f0c6a7e11 --at-time noon", 2,
        "invalid_time", "--at-time");
    row("report of states of nothing", "--store CASE report a.pdf --at-time 2026-01-01T00:00:00Z", 2, "usage", "--aggregate");
    row("report from no time", "--store CASE report a.pdf --from 2026-01-01", 2, "invalid_time", "--from");
    row("report to an unknown level", "--store CASE report a.pdf --require gold", 2, "usage", "--require");
    row("report with a block that is none", "--store CASE report a.pdf --block 0x12", 2, "usage", "--block");
    row("report of an empty case", "--store CASE report a.pdf", 2, "not_found", "no tenant");
    row("report of no source", "--store nothing-here.vcase report a.pdf", 3, "io", "nothing-here.vcase");
    row("recheck of nothing", "--store CASE recheck", 2, "usage", "REPORT");
    row("recheck of no such file", "--store CASE recheck nothing-here.json", 3, "io", "nothing-here.json");
    row("recheck of a folder", "--store CASE recheck /", 3, "io", "folder");
    row("recheck of no report", "--store CASE recheck CASE", 2, "usage", "PDF, HTML, XLSX, CSV or JSON");
    row("init of a database", "init postgresql://localhost/db", 2, "usage", "case file");
}

void TestAuditUsage::refuses()
{
    QFETCH(QString, arguments);
    QFETCH(int, exitCode);
    QFETCH(QString, code);
    QFETCH(QString, mentions);
    arguments.replace(QStringLiteral("CASE"), m_case);
    mentions.replace(QStringLiteral("CASE"), m_case);
    QStringList list = arguments.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    for (QString& one : list) one.replace(QStringLiteral("''"), QString());
    list.prepend(QStringLiteral("--json"));
    const AuditRun run = runAudit(list);
    QVERIFY2(!run.crashed, run.err.constData());
    QCOMPARE(run.errorCode(), code);
    QCOMPARE(run.exitCode, exitCode);
    QVERIFY2(run.error().value(QStringLiteral("message")).toString().contains(mentions), run.out.constData());
    for (const char* member : {"pointer", "line", "column"}) QVERIFY2(run.error().contains(QLatin1String(member)), member);
    QVERIFY2(!run.err.isEmpty(), "the message must stand on standard error too");
}

void TestAuditUsage::helps_data()
{
    QTest::addColumn<QString>("command");
    for (const char* name :
         {"init", "generate", "append", "import", "types", "stats", "aggregates", "events", "state", "blame", "chain", "leaf",
          "report", "recheck", "read-model drift", "snapshot create", "snapshot list", "snapshot audit", "casefile note"}) {
        QTest::newRow(name) << QString::fromUtf8(name);
    }
}

void TestAuditUsage::helps()
{
    QFETCH(QString, command);
    const QStringList words = command.split(QLatin1Char(' '));
    QVERIFY(runAudit({QStringLiteral("--help")}).out.contains("  " + words.front().toUtf8() + " "));
    const AuditRun run = runAudit(words + QStringList{QStringLiteral("--help")});
    QCOMPARE(run.exitCode, 0);
    QVERIFY(run.out.contains("Usage: voicecore-audit " + command.toUtf8()));
    QVERIFY(run.out.contains("Example:\n  voicecore-audit "));
    QVERIFY(run.out.contains("Exit codes"));
    QVERIFY2(!run.out.contains("0x)"), run.out.constData());
    QVERIFY(run.err.isEmpty());
}

void TestAuditUsage::tellsTheExitCodeOfFindings_data()
{
    QTest::addColumn<QStringList>("command");
    for (const char* name : {"read-model drift", "db status", "snapshot create", "snapshot audit", "log checkpoint",
                             "casefile custody", "recheck", "report", "verify"})
        QTest::newRow(name) << QString::fromLatin1(name).split(QLatin1Char(' '));
}

void TestAuditUsage::tellsTheExitCodeOfFindings()
{
    QFETCH(QStringList, command);
    QVERIFY(runAudit(command + QStringList{QStringLiteral("--help")}).out.contains("Exit codes: 0 fine, 1 "));
}

void TestAuditUsage::tellsItsVersion()
{
    const AuditRun run = runAudit({QStringLiteral("--version")});
    QCOMPARE(run.exitCode, 0);
    QVERIFY(run.out.startsWith("voicecore-audit "));
}

void TestAuditUsage::takesOptionsOnEitherSide()
{
    const AuditRun before = runAudit({QStringLiteral("--json"), QStringLiteral("--store"), m_case, QStringLiteral("stats")});
    const AuditRun after = runAudit({QStringLiteral("stats"), QStringLiteral("--store=") + m_case, QStringLiteral("--json")});
    QCOMPARE(before.exitCode, 0);
    QCOMPARE(after.exitCode, 0);
    QCOMPARE(before.out, after.out);
    QCOMPARE(before.json().value(QStringLiteral("events")).toInt(-1), 0);
}

void TestAuditUsage::takesDefaultsFromTheEnvironment()
{
    const QString store = QStringLiteral("VCI_STORE=") + m_case;
    QCOMPARE(runAudit({QStringLiteral("stats")}, {}, {store}).exitCode, 0);
    const AuditRun tenant =
        runAudit({QStringLiteral("stats"), QStringLiteral("--json")}, {}, {store, QStringLiteral("VCI_TENANT=acme")});
    QCOMPARE(tenant.errorCode(), QStringLiteral("invalid_id"));
    const AuditRun overridden =
        runAudit({QStringLiteral("stats"), QStringLiteral("--store"), m_case}, {}, {QStringLiteral("VCI_STORE=nothing.vcase")});
    QCOMPARE(overridden.exitCode, 0);
}

void TestAuditUsage::completes_data()
{
    QTest::addColumn<QString>("words");
    QTest::addColumn<QString>("expected");
    QTest::newRow("command") << "voicecore-audit sta"
                             << "state stats";
    QTest::newRow("command after a global option") << "voicecore-audit --store a.vcase bl"
                                                   << "blame";
    QTest::newRow("options of a command") << "voicecore-audit events --f"
                                          << "--format";
    QTest::newRow("values of events --format") << "voicecore-audit events --format c"
                                               << "csv";
    QTest::newRow("values of chain --format") << "voicecore-audit chain --format d"
                                              << "dot";
    QTest::newRow("sort keys") << "voicecore-audit aggregates --sort a"
                               << "activity";
    QTest::newRow("global option after the command") << "voicecore-audit stats --j"
                                                     << "--json";
    QTest::newRow("what snapshot does") << "voicecore-audit snapshot l"
                                        << "list";
    QTest::newRow("options of snapshot create") << "voicecore-audit snapshot create --a"
                                                << "--all-due";
    QTest::newRow("case files") << "voicecore-audit --store us"
                                << "usage.vcase";
    QTest::newRow("case files after =") << "voicecore-audit --store = us"
                                        << "usage.vcase";
    QTest::newRow("nothing after = yet") << "voicecore-audit --store ="
                                         << "sp ace.vcase usage.vcase";
    QTest::newRow("command after --store=") << "voicecore-audit --store = a.vcase bl"
                                            << "blame";
    QTest::newRow("value after =") << "voicecore-audit events --format = c"
                                   << "csv";
    QTest::newRow("a name with a space") << "voicecore-audit init sp"
                                         << "sp ace.vcase";
    QTest::newRow("the home folder") << "voicecore-audit append '~/li'"
                                     << "~/lines.jsonl";
    QTest::newRow("tables") << "voicecore-audit import ta"
                            << "table.csv";
    QTest::newRow("maps") << "voicecore-audit import table.csv --map ma"
                          << "map.json";
    QTest::newRow("no folder of that name") << "voicecore-audit append none/"
                                            << "";
}

AuditRun TestAuditUsage::complete(const QString& words) const
{
    return runShell(
        QStringLiteral(
            "cd '%1'; HOME='%1'; source '%2/packaging/completions/voicecore-audit.bash'; COMP_WORDS=(%3); "
            "COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _voicecore_audit; printf '%s\\n' \"${COMPREPLY[@]}\" | sort | paste -sd ' '")
            .arg(m_dir.path(), QStringLiteral(VCI_SOURCE_DIR), words));
}

void TestAuditUsage::completes()
{
    QFETCH(QString, words);
    QFETCH(QString, expected);
    const AuditRun run = complete(words);
    QVERIFY2(run.err.isEmpty(), run.err.constData());
    QCOMPARE(QString::fromUtf8(run.out).trimmed(), expected);
}

void TestAuditUsage::completesEveryOption_data()
{
    QTest::addColumn<QString>("command");
    static const QRegularExpression list(QStringLiteral("the commands are: ([a-z, -]+) \\(see"));
    const QString named = list.match(QString::fromUtf8(runAudit({}).err)).captured(1);
    for (const QString& command : named.split(QStringLiteral(", "))) QTest::newRow(qPrintable(command)) << command;
}

/// The completion and the help of each command name the same options.
void TestAuditUsage::completesEveryOption()
{
    QFETCH(QString, command);
    QCOMPARE(complete(QStringLiteral("voicecore-audit ") + command).out.trimmed().split(' ').front(), command.toUtf8());
    const AuditRun help = runAudit({command, QStringLiteral("--help")});
    QCOMPARE(help.exitCode, 0);
    QStringList expected = {QStringLiteral("--store"), QStringLiteral("--tenant"), QStringLiteral("--catalog"),
                            QStringLiteral("--json")};
    static const QRegularExpression option(QStringLiteral("^  (?:-h,)?(--[a-z-]+)"), QRegularExpression::MultilineOption);
    for (auto found = option.globalMatch(QString::fromUtf8(help.out)); found.hasNext();) expected += found.next().captured(1);
    QVERIFY(expected.contains(QStringLiteral("--help")));
    expected.sort();
    QCOMPARE(QString::fromUtf8(complete(QStringLiteral("voicecore-audit %1 --").arg(command)).out).trimmed(),
             expected.join(QLatin1Char(' ')));
}

void TestAuditUsage::installsWithItsCompletion()
{
    const QString prefix = m_dir.filePath(QStringLiteral("installed"));
    const AuditRun installed = runShell(
        QStringLiteral("cmake --install '%1' --prefix '%2' --component audit").arg(QStringLiteral(VCI_BINARY_DIR), prefix));
    QVERIFY2(installed.exitCode == 0, installed.err.constData());
    const AuditRun run = runShell(QStringLiteral("'%1/bin/voicecore-audit' --version && "
                                                 "source '%1/share/bash-completion/completions/voicecore-audit' && "
                                                 "complete -p voicecore-audit")
                                      .arg(prefix));
    QVERIFY2(run.exitCode == 0, run.err.constData());
    QVERIFY2(run.out.contains("complete -F _voicecore_audit voicecore-audit"), run.out.constData());
}

QTEST_GUILESS_MAIN(TestAuditUsage)
#include "tst_auditusage.moc"
