// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/base/hex.h"
#include "core/store/sqlite/casefilestore.h"
#include "tests/damage/sealedcase.h"
#include "tests/damage/somecase.h"

#include <QDir>
#include <QTest>

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

using namespace vci;

namespace {

constexpr int kLargeStep = 1000;

/// VCI_SEAL_STEP=1 flips every byte of a small case, which takes minutes; otherwise every 31st, which meets every column of a
/// page.
int smallStep()
{
    const int asked = qEnvironmentVariableIntValue("VCI_SEAL_STEP");
    return asked > 0 ? asked : 31;
}

/// Opens as the program does. SealBroken where the file was refused for its seal.
ErrorCode opened(const QString& file)
{
    const auto reader = store::sqlite::openCaseFileReader(file.toStdString());
    return reader.ok() ? ErrorCode::Cancelled : reader.error().code;
}

}  // namespace

/// A sealed case: whatever was done to it, no command reads it any more; untouched, it is read with nothing but the file.
class TestSealedCaseFiles : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void untouched();
    void untouchedWithoutNetwork();
    void everyFlippedByte_data();
    void everyFlippedByte();
    void damagedFile_data();
    void damagedFile();
    void damagedSeal_data();
    void damagedSeal();
    void plantedJournal_data();
    void plantedJournal();
    void strippedSeal();
    void recordsBehindASealing();
    void takesBackWhatCannotBeSealed();
    void isNotWritten_data();
    void isNotWritten();
    void sealsOnlyByExaminers_data();
    void sealsOnlyByExaminers();
    void failsOpen();

private:
    /// Makes a case of that many calls and seals it; its path.
    [[nodiscard]] QString makeSealed(const QString& name, int calls);
    [[nodiscard]] QString fresh() { return m_copies.fresh(m_case); }
    /// Every command prints seal_broken, exits 1 and touches nothing.
    void verifyBroken(const QString& file, const QString& says);

    SomeCase m_case;
    QString m_key;
    QString m_sealed;
    SealedBytes m_copies;
};

void TestSealedCaseFiles::initTestCase()
{
    QVERIFY(m_case.make());
    m_key = m_case.path(QStringLiteral("anna.key"));
    QVERIFY(writeKey(m_key, examinerKey()));
    m_sealed = makeSealed(QStringLiteral("sealed.vcase"), 0);
    QVERIFY(m_copies.take(m_sealed));
}

QString TestSealedCaseFiles::makeSealed(const QString& name, int calls)
{
    const QString file = calls == 0 ? m_case.copy(name) : m_case.path(name);
    if (calls > 0) {
        if (runAudit({QStringLiteral("casefile"), QStringLiteral("new"), file}).exitCode != 0) return {};
        if (auditOf(file, {QStringLiteral("generate"), QStringLiteral("--calls"), QString::number(calls)}).exitCode != 0)
            return {};
    }
    const AuditRun run = runAudit({QStringLiteral("casefile"), QStringLiteral("seal"), file, QStringLiteral("--key"), m_key});
    if (run.exitCode != 0) qWarning("%s", run.err.constData());
    return run.exitCode == 0 ? file : QString();
}

void TestSealedCaseFiles::untouched()
{
    QCOMPARE(auditOf(m_sealed, {QStringLiteral("stats"), QStringLiteral("--json")}).out, m_case.stats());
    const AuditRun custody =
        runAudit({QStringLiteral("casefile"), QStringLiteral("custody"), m_sealed, QStringLiteral("--json")});
    QCOMPARE(custody.exitCode, 0);
    QCOMPARE(custody.json().value(QStringLiteral("sealed")).toObject().value(QStringLiteral("key")).toString(),
             QString::fromStdString(examinerKey().verifierKey().toString()));
    QVERIFY(QDir(QFileInfo(m_sealed).absolutePath()).entryList({QStringLiteral("sealed.vcase-*")}).isEmpty());
    const auto note = integrity::Note::parse(m_copies.seal.toStdString());
    QVERIFY(note.ok());
    QVERIFY(note.value().text.starts_with("voicecore/case/v1\n" + std::to_string(m_copies.bytes.size()) + "\n"));
    QCOMPARE(integrity::signatureState(note.value(), examinerKey().verifierKey()), integrity::SignatureState::Valid);
}

void TestSealedCaseFiles::untouchedWithoutNetwork()
{
    if (runShell(QStringLiteral("unshare -rn true")).exitCode != 0) QSKIP("network namespaces are not permitted here");
    const AuditRun run = runShell(QStringLiteral("unshare -rn \"$AUDIT\" --store '%1' stats --json").arg(m_sealed));
    QCOMPARE(run.exitCode, 0);
    QCOMPARE(run.out, m_case.stats());
    const AuditRun verified =
        runShell(QStringLiteral("unshare -rn \"$AUDIT\" --store '%1' verify --require self --json").arg(m_sealed));
    QVERIFY2(verified.exitCode == 0, verified.err.constData());
    QCOMPARE(verified.json().value(QStringLiteral("badge")).toString(), QStringLiteral("self_consistent"));
    QVERIFY(verified.json().value(QStringLiteral("findings")).toArray().isEmpty());
}

void TestSealedCaseFiles::everyFlippedByte_data()
{
    QTest::addColumn<int>("calls");
    QTest::addColumn<int>("step");
    QTest::newRow("a small case") << 1 << smallStep();
    QTest::newRow("every thousandth of a large one") << 200 << kLargeStep;
}

void TestSealedCaseFiles::everyFlippedByte()
{
    QFETCH(int, calls);
    QFETCH(int, step);
    const QString file = makeSealed(QStringLiteral("flip%1.vcase").arg(calls), calls);
    QCOMPARE(opened(file), ErrorCode::Cancelled);
    const int descriptor = ::open(file.toUtf8().constData(), O_RDWR | O_CLOEXEC);
    QVERIFY(descriptor >= 0);
    const qint64 size = QFileInfo(file).size();
    for (qint64 at = 0; at < size; at += step) {
        unsigned char byte = 0;
        QCOMPARE(::pread(descriptor, &byte, 1, at), 1);
        const auto flipped = static_cast<unsigned char>(byte ^ (1U << (at % 8)));
        QCOMPARE(::pwrite(descriptor, &flipped, 1, at), 1);
        const ErrorCode code = opened(file);
        QVERIFY2(code == ErrorCode::SealBroken, qPrintable(QStringLiteral("byte %1").arg(at)));
        QCOMPARE(::pwrite(descriptor, &byte, 1, at), 1);
    }
    ::close(descriptor);
    QCOMPARE(opened(file), ErrorCode::Cancelled);
}

void TestSealedCaseFiles::verifyBroken(const QString& file, const QString& says)
{
    const auto listing = [&] {
        return QDir(QFileInfo(file).absolutePath()).entryList({QFileInfo(file).fileName() + QLatin1Char('*')});
    };
    const QStringList before = listing();
    const QString event = QStringLiteral("5f0c3b0e-6a54-4b6e-9d0c-2f1f0c6a7e11");
    for (const QStringList& words :
         {QStringList{QStringLiteral("stats")}, QStringList{QStringLiteral("events")}, QStringList{QStringLiteral("aggregates")},
          QStringList{QStringLiteral("verify")},
          QStringList{QStringLiteral("verify"), QStringLiteral("--require"), QStringLiteral("self")},
          QStringList{QStringLiteral("state"), m_case.aggregate()},
          QStringList{QStringLiteral("generate"), QStringLiteral("--calls"), QStringLiteral("1")},
          QStringList{QStringLiteral("casefile"), QStringLiteral("note")},
          QStringList{QStringLiteral("casefile"), QStringLiteral("note"), QStringLiteral("x")},
          QStringList{QStringLiteral("casefile"), QStringLiteral("bookmark"), event},
          QStringList{QStringLiteral("casefile"), QStringLiteral("custody")},
          QStringList{QStringLiteral("casefile"), QStringLiteral("seal"), QStringLiteral("--key"), m_key}}) {
        const AuditRun run = auditOf(file, words + QStringList{QStringLiteral("--json")});
        QVERIFY2(!run.crashed && run.exitCode == 1, (words.join(QLatin1Char(' ')) + QLatin1Char(' ')).toUtf8() + run.err);
        QCOMPARE(run.errorCode(), QStringLiteral("seal_broken"));
        QVERIFY2(run.err.startsWith("voicecore-audit: seal_broken: "), run.err.constData());
        QVERIFY2(run.err.contains(says.toUtf8()), run.err.constData());
    }
    QCOMPARE(listing(), before);
}

void TestSealedCaseFiles::damagedFile_data()
{
    QTest::addColumn<QString>("damage");
    QTest::addColumn<QString>("says");
    const auto row = [](const char* name, const char* says) {
        QTest::newRow(name) << QString::fromLatin1(name) << QString::fromLatin1(says);
    };
    row("first byte", "its SHA-256 is");
    row("last byte", "its SHA-256 is");
    row("cut by a byte", "bytes, the seal says");
    row("cut by a page", "bytes, the seal says");
    row("emptied", "it has 0 bytes");
    row("a byte more", "bytes, the seal says");
    row("a page more", "bytes, the seal says");
}

void TestSealedCaseFiles::damagedFile()
{
    QFETCH(QString, damage);
    QFETCH(QString, says);
    const QString file = fresh();
    QByteArray bytes = m_copies.bytes;
    if (damage == QLatin1String("first byte")) bytes[0] = 's';
    if (damage == QLatin1String("last byte")) bytes[bytes.size() - 1] = static_cast<char>(bytes.back() ^ 1);
    if (damage == QLatin1String("cut by a byte")) bytes.chop(1);
    if (damage == QLatin1String("cut by a page")) bytes.chop(4096);
    if (damage == QLatin1String("emptied")) bytes.clear();
    if (damage == QLatin1String("a byte more")) bytes.append('\0');
    if (damage == QLatin1String("a page more")) bytes.append(QByteArray(4096, '\0'));
    QVERIFY(!m_case.write(QFileInfo(file).fileName(), bytes).isEmpty());
    verifyBroken(file, says);
}

void TestSealedCaseFiles::damagedSeal_data()
{
    QTest::addColumn<QString>("damage");
    QTest::addColumn<QString>("says");
    const auto row = [](const char* name, const char* says) {
        QTest::newRow(name) << QString::fromLatin1(name) << QString::fromLatin1(says);
    };
    row("missing", "as it says itself, and the seal");
    row("empty", "is no seal");
    row("no note", "is no seal");
    row("another text", "is no seal");
    row("huge", "is no seal: it is larger than");
    row("of another key", "is not by voicecore/examiner/anna");
    row("signature flipped", "is not valid");
    row("of a log's key", "is not by voicecore/examiner/anna");
    row("a folder", "is a folder");
    row("a link to nothing", "leads nowhere");
}

void TestSealedCaseFiles::damagedSeal()
{
    QFETCH(QString, damage);
    QFETCH(QString, says);
    const QString file = fresh();
    const QString seal = file + QStringLiteral(".seal");
    const std::string text = integrity::Note::parse(m_copies.seal.toStdString()).value().text;
    const auto signedBy = [&](const integrity::SignerKey& key) {
        return QByteArray::fromStdString(key.sign(text).value().toString());
    };
    QByteArray content = m_copies.seal;
    if (damage == QLatin1String("empty")) content.clear();
    if (damage == QLatin1String("no note")) content = "sealed, honestly\n";
    if (damage == QLatin1String("another text"))
        content = QByteArray::fromStdString(examinerKey().sign("voicecore/case/v2\n" + text.substr(18)).value().toString());
    if (damage == QLatin1String("huge")) content.append(QByteArray(100'000, '\n'));
    if (damage == QLatin1String("of another key")) content = signedBy(examinerKey("voicecore/examiner/bert", '8'));
    if (damage == QLatin1String("of a log's key")) content = signedBy(examinerKey("voicecore/00000000000000000000000000000000"));
    if (damage == QLatin1String("signature flipped"))
        content[content.size() - 8] = content[content.size() - 8] == 'A' ? 'B' : 'A';
    QVERIFY(QFile::remove(seal));
    if (damage == QLatin1String("a folder"))
        QVERIFY(QDir().mkdir(seal));
    else if (damage == QLatin1String("a link to nothing"))
        QVERIFY(QFile::link(m_case.path(QStringLiteral("nowhere")), seal));
    else if (damage != QLatin1String("missing"))
        QVERIFY(!m_case.write(QFileInfo(seal).fileName(), content).isEmpty());
    verifyBroken(file, says);
}

void TestSealedCaseFiles::plantedJournal_data()
{
    QTest::addColumn<QByteArray>("ending");
    QTest::addColumn<bool>("withSeal");
    for (const char* const ending : {"-wal", "-shm", "-journal"}) {
        QTest::addRow("%s", ending) << QByteArray(ending) << true;
        QTest::addRow("%s, the seal gone", ending) << QByteArray(ending) << false;
    }
}

void TestSealedCaseFiles::plantedJournal()
{
    QFETCH(QByteArray, ending);
    QFETCH(bool, withSeal);
    const QString file = fresh();
    // A real log that would change what the file shows.
    sqlite3* writer = nullptr;
    const QString other = m_case.write(QStringLiteral("other.vcase"), m_copies.bytes);
    QCOMPARE(sqlite3_open(other.toUtf8().constData(), &writer), SQLITE_OK);
    QCOMPARE(sqlite3_exec(
                 writer,
                 "PRAGMA journal_mode=WAL; PRAGMA wal_autocheckpoint=0; UPDATE \"case\" SET sealed_by = NULL, sealed_at = NULL",
                 nullptr, nullptr, nullptr),
             SQLITE_OK);
    QFile source(other + QStringLiteral("-wal"));
    QVERIFY(source.open(QIODevice::ReadOnly));
    const QByteArray wal = source.readAll();
    sqlite3_close(writer);
    const QString planted = m_case.write(QFileInfo(file).fileName() + QString::fromLatin1(ending), wal);
    if (!withSeal) QVERIFY(QFile::remove(file + QStringLiteral(".seal")));
    verifyBroken(file, withSeal ? QFileInfo(planted).fileName() : QStringLiteral("is missing"));
    QFile after(planted);
    QVERIFY(after.open(QIODevice::ReadOnly));
    QCOMPARE(after.readAll(), wal);
}

void TestSealedCaseFiles::strippedSeal()
{
    const QString file = fresh();
    QVERIFY(QFile::remove(file + QStringLiteral(".seal")));
    QVERIFY(runSql(file, "UPDATE \"case\" SET sealed_at = NULL, sealed_by = NULL"));
    verifyBroken(file, QStringLiteral("as the last record of its custody log says"));
}

void TestSealedCaseFiles::recordsBehindASealing()
{
    const QString file = fresh();
    QVERIFY(QFile::remove(file + QStringLiteral(".seal")));
    auto reader = store::sqlite::openCaseFileReader(m_sealed.toStdString());
    const auto info = store::sqlite::caseOf(*reader.value())->caseInfo().value();
    SystemClock clock;
    const auto head = *tryHashFromBytes(info.custody.hash);
    const std::string record = casefile::CustodyRecord::make({"bert", "1.0"}, "opened", "", clock, head).text();
    const std::string sealing = std::to_string(info.custody.count);
    const std::string next = std::to_string(info.custody.count + 1);
    const std::string hash = "x'" + toHex(sha256({record})) + "'";
    const std::string statements = "UPDATE \"case\" SET sealed_at = NULL, sealed_by = NULL, custody_count = " + next +
                                   ", custody_head = " + hash + "; INSERT INTO custody VALUES (" + next + ", '" + record + "', " +
                                   hash + ")";
    QVERIFY(runSql(file, statements.c_str()));
    const AuditRun custody = auditOf(file, {QStringLiteral("casefile"), QStringLiteral("custody"), QStringLiteral("--json")});
    const AuditRun verified =
        auditOf(file, {QStringLiteral("verify"), QStringLiteral("--require"), QStringLiteral("self"), QStringLiteral("--json")});
    for (const AuditRun& run : {custody, verified}) {
        QCOMPARE(run.exitCode, 1);
        const QJsonArray findings = run.json().value(QStringLiteral("findings")).toArray();
        QVERIFY2(findings.size() == 1, run.out.constData());
        const QJsonObject finding = findings.first().toObject();
        QCOMPARE(finding.value(QStringLiteral("kind")).toString(), QStringLiteral("seal_broken"));
        const QString says =
            QStringLiteral("Custody record %1 says that the case was sealed").arg(QString::fromStdString(sealing));
        QVERIFY2(finding.value(QStringLiteral("message")).toString().startsWith(says), run.out.constData());
    }
}

void TestSealedCaseFiles::takesBackWhatCannotBeSealed()
{
    const QString file = m_case.copy(QStringLiteral("unsealable.vcase"));
    const QStringList seal = {QStringLiteral("casefile"), QStringLiteral("seal"), QStringLiteral("--key"), m_key};
    const QStringList custody = {QStringLiteral("casefile"), QStringLiteral("custody")};
    const QByteArray before = auditOf(file, custody).out;
    const QString obstacle = file + QStringLiteral(".seal.part");
    QVERIFY(QDir().mkdir(obstacle));
    QCOMPARE(auditOf(file, seal).exitCode, 3);
    QCOMPARE(auditOf(file, {QStringLiteral("stats"), QStringLiteral("--json")}).out, m_case.stats());
    QCOMPARE(auditOf(file, custody).out, before);
    QVERIFY(QDir().rmdir(obstacle));
    QCOMPARE(auditOf(file, seal).exitCode, 0);
    QCOMPARE(opened(file), ErrorCode::Cancelled);
}

void TestSealedCaseFiles::isNotWritten_data()
{
    QTest::addColumn<QStringList>("words");
    const auto row = [](const char* words) { QTest::newRow(words) << QString::fromLatin1(words).split(QLatin1Char(' ')); };
    row("generate --calls 1");
    row("append /dev/null");
    row("casefile note x");
    row("casefile bookmark 5f0c3b0e-6a54-4b6e-9d0c-2f1f0c6a7e11");
    row("casefile seal --key KEY");
}

void TestSealedCaseFiles::isNotWritten()
{
    QFETCH(QStringList, words);
    words.replaceInStrings(QStringLiteral("KEY"), m_key);
    const QString file = fresh();
    const AuditRun run = auditOf(file, words + QStringList{QStringLiteral("--json")});
    QCOMPARE(run.exitCode, 4);
    QCOMPARE(run.errorCode(), QStringLiteral("sealed"));
    QVERIFY2(run.err.contains("is sealed by voicecore/examiner/anna"), run.err.constData());
    QCOMPARE(opened(file), ErrorCode::Cancelled);
}

void TestSealedCaseFiles::sealsOnlyByExaminers_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<int>("mode");
    QTest::newRow("a log's key") << QByteArray("voicecore/0123456789abcdef0123456789abcdef") << 0600;
    QTest::newRow("an examiner without a name") << QByteArray("voicecore/examiner/") << 0600;
    QTest::newRow("a key that others may read") << QByteArray("voicecore/examiner/anna") << 0644;
}

void TestSealedCaseFiles::sealsOnlyByExaminers()
{
    QFETCH(QByteArray, name);
    QFETCH(int, mode);
    const QString key = m_case.path(QStringLiteral("other.key"));
    QVERIFY(writeKey(key, examinerKey(name.constData())));
    QVERIFY(QFile::setPermissions(key, mode == 0600 ? QFile::ReadOwner | QFile::WriteOwner
                                                    : QFile::ReadOwner | QFile::WriteOwner | QFile::ReadOther));
    const QString file = m_case.copy(QStringLiteral("unsealed.vcase"));
    const AuditRun run = auditOf(file, {QStringLiteral("casefile"), QStringLiteral("seal"), QStringLiteral("--key"), key});
    QCOMPARE(run.exitCode, 2);
    QVERIFY(!QFile::exists(file + QStringLiteral(".seal")));
    QCOMPARE(auditOf(file, {QStringLiteral("stats"), QStringLiteral("--json")}).out, m_case.stats());
}

void TestSealedCaseFiles::failsOpen()
{
    // Somebody reads the file: it is not sealed, and as good as before.
    const QString file = m_case.copy(QStringLiteral("half.vcase"));
    sqlite3* reader = nullptr;
    QCOMPARE(sqlite3_open(file.toUtf8().constData(), &reader), SQLITE_OK);
    QCOMPARE(sqlite3_exec(reader, "BEGIN; SELECT count(*) FROM logs", nullptr, nullptr, nullptr), SQLITE_OK);
    const QStringList words = {QStringLiteral("casefile"), QStringLiteral("seal"), QStringLiteral("--key"), m_key,
                               QStringLiteral("--json")};
    const AuditRun busy = auditOf(file, words);
    sqlite3_close(reader);
    QCOMPARE(busy.errorCode(), QStringLiteral("locked"));
    QCOMPARE(auditOf(file, {QStringLiteral("stats"), QStringLiteral("--json")}).out, m_case.stats());
    QCOMPARE(auditOf(file, words).exitCode, 0);
    QCOMPARE(opened(file), ErrorCode::Cancelled);
}

QTEST_GUILESS_MAIN(TestSealedCaseFiles)
#include "tst_sealedcasefiles.moc"
