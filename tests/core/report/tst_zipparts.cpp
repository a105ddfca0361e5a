// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/report/zipparts.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <zip.h>

using namespace vci;
using namespace vci::report;

namespace {

constexpr std::size_t kMost = 100'000;

QByteArray zipOf(const QList<std::pair<QByteArray, QByteArray>>& parts)
{
    const QTemporaryDir folder;
    const QString name = folder.filePath(QStringLiteral("a.zip"));
    zipFile zip = zipOpen64(name.toUtf8().constData(), APPEND_STATUS_CREATE);
    for (const auto& [part, content] : parts) {
        zipOpenNewFileInZip64(zip, part.constData(), nullptr, nullptr, 0, nullptr, 0, nullptr, Z_DEFLATED, Z_BEST_COMPRESSION, 0);
        zipWriteInFileInZip(zip, content.constData(), static_cast<unsigned>(content.size()));
        zipCloseFileInZip(zip);
    }
    zipClose(zip, nullptr);
    QFile file(name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

}  // namespace

class TestZipParts : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsParts()
    {
        const QByteArray large = QByteArray("0123456789").repeated(9'000);
        const auto parts = readZip(zipOf({{"b", "two"}, {"a/c.xml", large}, {"empty", ""}}).toStdString(), kMost);
        QVERIFY(parts.ok());
        QCOMPARE(parts.value().size(), 3U);
        QCOMPARE(parts.value().at("b"), std::string("two"));
        QVERIFY(parts.value().at("a/c.xml") == large.toStdString());
        QVERIFY(parts.value().at("empty").empty());
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("container");
        QTest::addColumn<QByteArray>("said");
        const QByteArray sound = zipOf({{"a", "content"}, {"b", "more content"}});
        QTest::newRow("nothing") << QByteArray() << QByteArray("no ZIP container");
        QTest::newRow("two letters") << QByteArray("PK") << QByteArray("no ZIP container");
        QTest::newRow("text") << QByteArray("PK\x03\x04 and nothing more").repeated(100) << QByteArray("no ZIP container");
        QTest::newRow("no parts") << zipOf({}) << QByteArray("no ZIP container");
        QTest::newRow("cut off") << sound.left(sound.size() - 30) << QByteArray("no ZIP container");
        QTest::newRow("its beginning is missing") << sound.mid(40) << QByteArray("its beginning or its end is missing");
        QTest::newRow("a name twice") << zipOf({{"a", "1"}, {"a", "2"}}) << QByteArray("two parts of the name a");
        QTest::newRow("a long name") << zipOf({{QByteArray(1'024, 'n'), "1"}}) << QByteArray("name of a part is too long");
        QTest::newRow("one that unpacks to much")
            << zipOf({{"a", QByteArray(1'000'000, '\0')}}) << QByteArray("more than 100000 bytes");
        QTest::newRow("many that unpack to much")
            << zipOf({{"a", QByteArray(60'000, '\0')}, {"b", QByteArray(60'000, '\0')}}) << QByteArray("more than 100000 bytes");
        QTest::newRow("a byte too many") << zipOf({{"a", QByteArray(100'000, '\0')}}) << QByteArray("more than 100000 bytes");
    }
    void refuses()
    {
        QFETCH(QByteArray, container);
        QFETCH(QByteArray, said);
        const auto parts = readZip(container.toStdString(), kMost);
        QVERIFY(!parts.ok());
        QCOMPARE(parts.error().code, ErrorCode::Usage);
        QVERIFY2(QByteArray::fromStdString(parts.error().message).contains(said), parts.error().message.c_str());
    }

    void takesAllOfWhatIsAllowed() { QVERIFY(readZip(zipOf({{"a", QByteArray(99'999, '\0')}}).toStdString(), kMost).ok()); }

    /// Whatever byte is another one: the parts are, or they are refused.
    void noticesAChangedContent()
    {
        const QByteArray content = "a content that nothing packs any smaller: 0a9f83b1c7d2e6";
        const QByteArray sound = zipOf({{"a", content}});
        for (qsizetype i = 0; i < sound.size(); ++i) {
            QByteArray changed = sound;
            changed[i] = static_cast<char>(changed[i] ^ 0x20);
            const auto parts = readZip(changed.toStdString(), kMost);
            if (!parts.ok()) continue;
            const auto found = parts.value().find("a");
            if (found != parts.value().end()) QVERIFY(found->second.empty() || found->second == content.toStdString());
        }
    }
};

QTEST_APPLESS_MAIN(TestZipParts)
#include "tst_zipparts.moc"
