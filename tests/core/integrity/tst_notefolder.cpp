// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/integrity/merkle.h"
#include "core/integrity/notefolder.h"
#include "core/integrity/signing.h"
#include "core/json/leaf.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

#include <sys/stat.h>

#include <thread>

using namespace vci;
using namespace vci::integrity;

namespace {

const LogId kLog = *LogId::tryFromString("f226a7dc74d50ccadf5aa338aa24ca1d");
const Origin kOrigin{kLog, *TenantId::tryFromString("20f92900-25cb-4783-b68c-9c8c4686078c")};

SignerKey someKey(char seed = '\x07')
{
    return SignerKey::fromSeed(keyNameOf(kLog), std::string(32, seed)).value();
}

MemoryTree treeOf(int size, const std::string& kind = "leaf")
{
    MemoryTree tree;
    for (int i = 0; i < size; ++i) tree.append(json::leafHash(kind + std::to_string(i)));
    return tree;
}

SignedCheckpoint noteOf(MemoryTree& tree, std::int64_t size, const SignerKey& key = someKey())
{
    return SignedCheckpoint::sign(Checkpoint{kOrigin.toString(), size, rootOf(tree, size).value()}, key).value();
}

Joins joinsOf(MemoryTree& tree)
{
    return [&tree](const Checkpoint& older, const Checkpoint& newer) -> Result<bool> {
        VCI_TRY(const auto path, consistencyPath(tree, older.treeSize, newer.treeSize));
        return verifyConsistency(older.treeSize, older.root, newer.treeSize, newer.root, path);
    };
}

}  // namespace

/// Journal and pins: the same directory of verified notes.
class TestNoteFolder final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        m_folder = std::make_unique<NoteFolder>(NoteFolder::open(m_dir->path().toStdString()).value());
    }

    void addsWhatExtends()
    {
        MemoryTree tree = treeOf(40);
        {
            const auto file = m_folder->lock(kOrigin, someKey().verifierKey());
            QVERIFY(file.ok());
            for (const std::int64_t size : {0, 1, 7, 7, 40}) QVERIFY(file.value()->add(noteOf(tree, size), joinsOf(tree)).ok());
        }
        const auto notes = m_folder->notes(kOrigin, someKey().verifierKey());
        QVERIFY(notes.ok());
        QCOMPARE(notes.value().size(), std::size_t{4});
        QCOMPARE(notes.value().back().checkpoint.treeSize, std::int64_t{40});
        const auto files = m_folder->list();
        QVERIFY(files.ok());
        QCOMPARE(files.value().size(), std::size_t{1});
        QVERIFY(files.value().front().origin == kOrigin);
        QVERIFY(someKey().verifierKey().toString().find("+" + files.value().front().keyHash + "+") != std::string::npos);
    }

    void refusesWhatDoesNot()
    {
        MemoryTree tree = treeOf(40);
        MemoryTree other = treeOf(40, "other");
        const auto file = m_folder->lock(kOrigin, someKey().verifierKey());
        QVERIFY(file.value()->add(noteOf(tree, 20), joinsOf(tree)).ok());
        const auto code = [&](MemoryTree& of, std::int64_t size, const SignerKey& key = someKey()) {
            const auto added = file.value()->add(noteOf(of, size, key), joinsOf(of));
            return added.ok() ? std::optional<ErrorCode>() : std::optional(added.error().code);
        };
        QVERIFY(code(tree, 19) == ErrorCode::BehindJournal);
        QVERIFY(code(other, 20) == ErrorCode::Inconsistent);
        QVERIFY(code(other, 30) == ErrorCode::Inconsistent);
        QVERIFY(code(tree, 30, someKey('\x08')) == ErrorCode::Inconsistent);
        QVERIFY(!code(tree, 30).has_value());
        QCOMPARE(m_folder->notes(kOrigin, someKey().verifierKey()).value().size(), std::size_t{2});
    }

    void aTornEndIsCutOff_data()
    {
        QTest::addColumn<int>("cut");
        QTest::addColumn<std::size_t>("left");
        QTest::newRow("the empty line: the note was signed") << 1 << std::size_t{2};
        for (const int cut : {2, 30, 150}) QTest::addRow("%d bytes", cut) << cut << std::size_t{1};
    }
    void aTornEndIsCutOff()
    {
        QFETCH(int, cut);
        QFETCH(std::size_t, left);
        MemoryTree tree = treeOf(40);
        addNotes(tree, {10, 20});
        QVERIFY(QFile::resize(path(), QFile(path()).size() - cut));
        QCOMPARE(m_folder->notes(kOrigin, someKey().verifierKey()).value().size(), left);
        addNotes(tree, {30, 40});
        const auto notes = m_folder->notes(kOrigin, someKey().verifierKey());
        QVERIFY(notes.ok());
        QCOMPARE(notes.value().size(), left + 2);
        QCOMPARE(notes.value().back().checkpoint.treeSize, std::int64_t{40});
    }

    /// To take such a file for one without notes would forget what was signed or seen.
    void whatIsNoBeginningOfANoteIsDamage_data()
    {
        QTest::addColumn<int>("notes");
        QTest::addColumn<int>("cut");
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        QTest::newRow("the only note cut short") << 1 << 2 << QByteArray() << QByteArray();
        QTest::newRow("the only note all but gone") << 1 << 240 << QByteArray() << QByteArray();
        QTest::newRow("lines of another system") << 2 << 0 << QByteArray("\n") << QByteArray("\r\n");
        QTest::newRow("a last line of another system") << 2 << 2 << QByteArray("\n20\n") << QByteArray("\n20\r\n");
        QTest::newRow("the second about another log")
            << 2 << 2 << QByteArray("\n\nvoicecore/f2") << QByteArray("\n\nvoicecore/f3");
        QTest::newRow("nothing of a note") << 0 << 0 << QByteArray() << QByteArray("hello");
    }
    void whatIsNoBeginningOfANoteIsDamage()
    {
        QFETCH(int, notes);
        QFETCH(int, cut);
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, after);
        MemoryTree tree = treeOf(40);
        addNotes(tree, {10});
        if (notes == 2) addNotes(tree, {20});
        QFile file(path());
        QVERIFY(file.open(QIODevice::ReadWrite));
        QByteArray bytes = notes == 0 ? after : file.readAll();
        if (!before.isEmpty()) bytes.replace(before, after);
        bytes.chop(cut);
        QVERIFY(file.resize(0) && file.seek(0) && file.write(bytes) == bytes.size());
        file.close();
        const auto read = m_folder->notes(kOrigin, someKey().verifierKey());
        QVERIFY(!read.ok());
        QCOMPARE(read.error().code, ErrorCode::Damaged);
        QVERIFY(!m_folder->lock(kOrigin, someKey().verifierKey()).ok());
    }

    void aPipeIsNotWaitedFor()
    {
        MemoryTree tree = treeOf(40);
        addNotes(tree, {10});
        const QString file = path();
        QVERIFY(QFile::remove(file));
        QCOMPARE(::mkfifo(QFile::encodeName(file).constData(), 0600), 0);
        const auto read = m_folder->notes(kOrigin, someKey().verifierKey());
        QVERIFY(!read.ok());
        QCOMPARE(read.error().code, ErrorCode::Io);
        QVERIFY(!m_folder->lock(kOrigin, someKey().verifierKey()).ok());
    }

    void damageIsNamed_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        QTest::newRow("a digit of the size") << QByteArray("\n10\n") << QByteArray("\n11\n");
        QTest::newRow("another tenant") << QByteArray("20f92900") << QByteArray("20f92901");
        QTest::newRow("a control character") << QByteArray("\n10\n") << QByteArray("\n1\t\n");
        QTest::newRow("a letter of the signature's name") << QByteArray(" voicecore/f") << QByteArray(" voicecare/f");
    }
    void damageIsNamed()
    {
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, after);
        MemoryTree tree = treeOf(40);
        addNotes(tree, {10, 20});
        QFile file(path());
        QVERIFY(file.open(QIODevice::ReadWrite));
        QByteArray bytes = file.readAll();
        bytes.replace(bytes.indexOf(before), before.size(), after);
        QVERIFY(file.seek(0));
        file.write(bytes);
        file.close();
        const auto notes = m_folder->notes(kOrigin, someKey().verifierKey());
        QVERIFY(!notes.ok());
        QCOMPARE(notes.error().code, ErrorCode::Damaged);
        QVERIFY(notes.error().message.find(path().toStdString()) != std::string::npos);
        QVERIFY(!m_folder->lock(kOrigin, someKey().verifierKey()).ok());
    }

    void severalSignersTakeTurns()
    {
        MemoryTree tree = treeOf(64);
        const auto work = [this](int offset) {
            MemoryTree own = treeOf(64);
            for (std::int64_t size = 1 + offset; size <= 64; size += 2) {
                const auto file = m_folder->lock(kOrigin, someKey().verifierKey());
                // The other may have gone further: then this one is refused, and nothing is broken.
                if (file.ok()) static_cast<void>(file.value()->add(noteOf(own, size), joinsOf(own)));
            }
        };
        std::thread one(work, 0);
        std::thread two(work, 1);
        one.join();
        two.join();
        const auto notes = m_folder->notes(kOrigin, someKey().verifierKey());
        QVERIFY(notes.ok());
        QCOMPARE(notes.value().back().checkpoint.treeSize, std::int64_t{64});
    }

    void saysWhichFolderIsMissing()
    {
        const auto missing = NoteFolder::open((m_dir->path() + QStringLiteral("/none")).toStdString());
        QVERIFY(!missing.ok());
        QCOMPARE(missing.error().code, ErrorCode::Io);
        QVERIFY(missing.error().message.find("/none") != std::string::npos);
        QVERIFY(NoteFolder::openOrMake((m_dir->path() + QStringLiteral("/a/b")).toStdString()).ok());
    }

    void leavesForeignFilesAlone()
    {
        for (const char* name : {"readme.txt", "x.notes", "voicecore.x.y.00000000.notes"}) {
            QFile file(m_dir->filePath(QString::fromLatin1(name)));
            QVERIFY(file.open(QIODevice::WriteOnly));
        }
        QVERIFY(m_folder->list().value().empty());
    }

    void keyFilesAreForTheirOwnerAlone()
    {
        const QString file = m_dir->filePath(QStringLiteral("a.key"));
        QVERIFY(saveSignerKey(someKey(), file.toStdString()).ok());
        QCOMPARE(saveSignerKey(someKey(), file.toStdString()).error().code, ErrorCode::AlreadyExists);
        QVERIFY(loadSignerKey(file.toStdString()).value().verifierKey() == someKey().verifierKey());
        QFile::setPermissions(file, QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup);
        const auto open = loadSignerKey(file.toStdString());
        QVERIFY(!open.ok());
        QCOMPARE(open.error().code, ErrorCode::Usage);
        QVERIFY(open.error().message.find("chmod 600") != std::string::npos);
        QCOMPARE(loadSignerKey((file + QStringLiteral("x")).toStdString()).error().code, ErrorCode::Io);
    }

private:
    void addNotes(MemoryTree& tree, const std::vector<std::int64_t>& sizes)
    {
        const auto file = m_folder->lock(kOrigin, someKey().verifierKey());
        QVERIFY(file.ok());
        for (const std::int64_t size : sizes) QVERIFY(file.value()->add(noteOf(tree, size), joinsOf(tree)).ok());
    }

    [[nodiscard]] QString path() const
    {
        const QStringList names = QDir(m_dir->path()).entryList({QStringLiteral("*.notes")});
        return names.isEmpty() ? QString() : m_dir->filePath(names.front());
    }

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<NoteFolder> m_folder;
};

QTEST_GUILESS_MAIN(TestNoteFolder)
#include "tst_notefolder.moc"
