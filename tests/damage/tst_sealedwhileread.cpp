// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/store/sqlite/casefilestore.h"
#include "tests/damage/sealedcase.h"
#include "tests/damage/somecase.h"

#include <QFileInfo>
#include <QTest>

#include <cerrno>
#include <chrono>
#include <future>

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

using namespace vci;

/// A sealed case that somebody changes, or tries to, while it is read.
class TestSealedWhileRead : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void readsTheBytesThatWereHashed();
    void tellsWhatChangedMeanwhile_data();
    void tellsWhatChangedMeanwhile();
    void keepsWritersAwayWhileItIsRead();

private:
    [[nodiscard]] QString fresh() { return m_copies.fresh(m_case); }

    SomeCase m_case;
    SealedBytes m_copies;
};

void TestSealedWhileRead::initTestCase()
{
    QVERIFY(m_case.make());
    const QString key = m_case.path(QStringLiteral("anna.key"));
    QVERIFY(writeKey(key, examinerKey()));
    const QString sealed = m_case.copy(QStringLiteral("sealed.vcase"));
    QCOMPARE(runAudit({QStringLiteral("casefile"), QStringLiteral("seal"), sealed, QStringLiteral("--key"), key}).exitCode, 0);
    QVERIFY(m_copies.take(sealed));
}

void TestSealedWhileRead::readsTheBytesThatWereHashed()
{
    // The name leads to another file after the hash: what is read is still what was hashed.
    const QString file = fresh();
    auto reader = store::sqlite::openCaseFileReader(file.toStdString());
    QVERIFY(reader.ok());
    QVERIFY(QFile::remove(file));
    QVERIFY(!m_case.write(QFileInfo(file).fileName(), QByteArray(m_copies.bytes.size(), 'x')).isEmpty());
    const auto tenants = reader.value()->tenants();
    QVERIFY(tenants.ok() && tenants.value().size() == 1);
    QVERIFY(reader.value()->selectTenant(tenants.value().front().id).ok());
    QVERIFY(reader.value()->statistics({}).ok());
    QVERIFY(reader.value()->confirmUnchanged({}).ok());
}

void TestSealedWhileRead::tellsWhatChangedMeanwhile_data()
{
    QTest::addColumn<bool>("isMapped");
    QTest::newRow("written by who had it open before") << false;
    QTest::newRow("changed through a mapping") << true;
}

void TestSealedWhileRead::tellsWhatChangedMeanwhile()
{
    // Nobody can keep those away who were there first.
    QFETCH(bool, isMapped);
    const QString file = fresh();
    const int descriptor = ::open(file.toUtf8().constData(), O_RDWR | O_CLOEXEC);
    void* const mapping =
        ::mmap(nullptr, static_cast<std::size_t>(m_copies.bytes.size()), PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0);
    QVERIFY(mapping != MAP_FAILED);
    if (isMapped) ::close(descriptor);

    auto reader = store::sqlite::openCaseFileReader(file.toStdString());
    QVERIFY(reader.ok());
    QVERIFY(reader.value()->confirmUnchanged({}).ok());
    const char byte = static_cast<char>(m_copies.bytes.back() ^ 1);
    if (isMapped) {
        static_cast<char*>(mapping)[m_copies.bytes.size() - 1] = byte;
    } else {
        QCOMPARE(::pwrite(descriptor, &byte, 1, m_copies.bytes.size() - 1), 1);
        ::close(descriptor);
    }
    const auto confirmed = reader.value()->confirmUnchanged({});
    ::munmap(mapping, static_cast<std::size_t>(m_copies.bytes.size()));
    QVERIFY(!confirmed.ok());
    QCOMPARE(confirmed.error().code, ErrorCode::SealBroken);
    QVERIFY(confirmed.error().message.find("was changed while it was read") != std::string::npos);
}

void TestSealedWhileRead::keepsWritersAwayWhileItIsRead()
{
    const QString file = fresh();
    auto reader = store::sqlite::openCaseFileReader(file.toStdString());
    QVERIFY(reader.ok());
    QVERIFY(reader.value()->confirmUnchanged({}).ok());
    const int intruder = ::open(file.toUtf8().constData(), O_WRONLY | O_CLOEXEC | O_NONBLOCK);
    if (intruder >= 0) {
        // Where the system lends no lease, the second hash tells.
        const char other = static_cast<char>(m_copies.bytes.back() ^ 1);
        QCOMPARE(::pwrite(intruder, &other, 1, m_copies.bytes.size() - 1), 1);
        ::close(intruder);
        QCOMPARE(reader.value()->confirmUnchanged({}).error().code, ErrorCode::SealBroken);
        return;
    }
    QCOMPARE(errno, EWOULDBLOCK);
    // Who tried may have got in since, for all that is known: the file is hashed again.
    QVERIFY(reader.value()->confirmUnchanged({}).ok());
    auto writer = std::async(std::launch::async,
                             [&file, byte = static_cast<char>(m_copies.bytes.back() ^ 1), at = m_copies.bytes.size() - 1] {
                                 const int descriptor = ::open(file.toUtf8().constData(), O_WRONLY | O_CLOEXEC);
                                 const bool isWritten = ::pwrite(descriptor, &byte, 1, at) == 1;
                                 ::close(descriptor);
                                 return isWritten;
                             });
    QCOMPARE(writer.wait_for(std::chrono::milliseconds(200)), std::future_status::timeout);
    QVERIFY(reader.value()->confirmUnchanged({}).ok());
    reader.value().reset();
    QVERIFY(writer.get());
    const auto again = store::sqlite::openCaseFileReader(file.toStdString());
    QVERIFY(!again.ok());
    QCOMPARE(again.error().code, ErrorCode::SealBroken);
}

QTEST_GUILESS_MAIN(TestSealedWhileRead)
#include "tst_sealedwhileread.moc"
