// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/damage/somecase.h"

#include <QTest>

#include <array>
#include <random>
#include <thread>
#include <vector>

namespace {

constexpr int kPlaces = 200;
constexpr int kInTheFirstPage = 40;
constexpr int kPageBytes = 4096;
constexpr int kThreads = 2;

struct Place {
    qsizetype byte;
    int bit;
};

}  // namespace

/// One bit of a case file turned, at 200 places: whatever that means, the program ends by itself, in time, with an answer or a
/// sentence.
class TestFlippedBits : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_case.make()); }
    void neverCrashesOrHangs();

private:
    /// What went wrong with one place; empty where all was well.
    [[nodiscard]] QStringList tryPlace(const Place& place, int thread) const;

    SomeCase m_case;
};

QStringList TestFlippedBits::tryPlace(const Place& place, int thread) const
{
    QByteArray bytes = m_case.bytes();
    bytes[place.byte] = static_cast<char>(bytes[place.byte] ^ (1 << place.bit));
    const QString file = m_case.write(QStringLiteral("flipped%1.vcase").arg(thread), bytes);
    if (file.isEmpty()) return {QStringLiteral("the damaged copy could not be written")};
    QStringList wrong;
    for (const QStringList& words : {QStringList{QStringLiteral("stats")}, QStringList{QStringLiteral("events")},
                                     QStringList{QStringLiteral("state"), m_case.aggregate()}}) {
        const AuditRun run = auditOf(file, words);
        const bool hasMessage = run.err.startsWith("voicecore-audit: ") && run.err.size() > 40;
        // Its own faults are no answer to damage.
        const bool blamesItself = run.err.contains("internal") || run.err.contains("terminate called");
        if (!run.crashed && (run.exitCode == 0 || (run.exitCode >= 1 && run.exitCode <= 3 && hasMessage && !blamesItself)))
            continue;
        wrong << QStringLiteral("bit %1 of byte %2, %3: exit %4, crashed %5: %6")
                     .arg(place.bit)
                     .arg(place.byte)
                     .arg(words.first())
                     .arg(run.exitCode)
                     .arg(run.crashed)
                     .arg(QString::fromUtf8(run.err.left(300)));
    }
    return wrong;
}

void TestFlippedBits::neverCrashesOrHangs()
{
    const char* const name = "TestFlippedBits";
    std::seed_seq seed(name, name + 15);
    std::mt19937 random(seed);
    std::vector<Place> places;
    for (int i = 0; i < kPlaces; ++i) {
        const qsizetype range = i < kInTheFirstPage ? kPageBytes : m_case.bytes().size();
        const auto byte = static_cast<qsizetype>(random() % static_cast<std::uint64_t>(range));
        places.push_back(Place{byte, static_cast<int>(random() % 8)});
    }
    std::array<QStringList, kThreads> wrong;
    {
        std::vector<std::jthread> threads;
        for (int thread = 0; thread < kThreads; ++thread) {
            threads.emplace_back([&, thread] {
                for (std::size_t i = static_cast<std::size_t>(thread); i < places.size(); i += kThreads)
                    wrong[static_cast<std::size_t>(thread)] << tryPlace(places[i], thread);
            });
        }
    }
    const QStringList all = wrong[0] + wrong[1];
    QVERIFY2(all.isEmpty(), qPrintable(all.join(QLatin1Char('\n'))));
}

QTEST_GUILESS_MAIN(TestFlippedBits)
#include "tst_flippedbits.moc"
